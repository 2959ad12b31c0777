// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "config/from_environment.hpp"
#include "config/keywords.hpp"
#include "config/section.hpp"

namespace relay::config {
namespace {

constexpr const char* kTokens = "DINGTALK_ACCESS_TOKEN";
constexpr const char* kWebhook = "DINGTALK_WEBHOOK";
constexpr const char* kSecrets = "DINGTALK_SECRET";
constexpr const char* kKeyword = "DINGTALK_CUSTOM_KEYWORD";
constexpr const char* kMobiles = "DINGTALK_AT_MOBILES";
constexpr const char* kAtAll = "DINGTALK_IS_AT_ALL";
constexpr const char* kTemplateEnabled = "DINGTALK_CUSTOM_MESSAGE_ENABLED";
constexpr const char* kTemplate = "DINGTALK_CUSTOM_MESSAGE_TEMPLATE";
constexpr const char* kInclude = "DINGTALK_INCLUDE_KEYWORDS";
constexpr const char* kExclude = "DINGTALK_EXCLUDE_KEYWORDS";
constexpr std::array kAll{kTokens, kWebhook,         kSecrets,  kKeyword, kMobiles,
                          kAtAll,  kTemplateEnabled, kTemplate, kInclude, kExclude};

using Setting = std::optional<Text>;

// A variable may hold line ends, and may have commas in their place.
Setting read_lines(const Environment& environment, const char* name) {
  Setting text = environment.get_secret_or_file(name);
  if (text.has_value()) {
    std::replace(text->value.begin(), text->value.end(), ',', '\n');
  }
  return text;
}

Setting read_line(const Environment& environment, const char* name, Report& report) {
  const Setting text = environment.get_or_file(name);
  return text.has_value() ? single_line(*text, report) : std::nullopt;
}

// The whole webhook URL of one robot, where DINGTALK_ACCESS_TOKEN takes a token as well.
Setting read_webhook(const Environment& environment, Report& report) {
  const Setting content = environment.get_secret_or_file(kWebhook);
  Setting text = content.has_value() ? single_line(*content, report) : std::nullopt;
  if (text.has_value() && !text->value.starts_with("https://") && !text->value.starts_with("http://")) {
    report.problem(text->origin, "a whole webhook URL is expected, https://…/robot/send?access_token=…");
    return std::nullopt;
  }
  return text;
}

void ignore(const Environment& environment, const char* name, const std::string& why, Report& report) {
  auto origin = environment.find(name);
  if (origin.has_value() && !report.takes_variable(origin->path)) {
    report.warn(std::move(*origin), "is ignored: " + why);
  }
}

// Whether there is such a variable; where it stands beside a file, the log says that it counts.
bool takes(const char* name, const Draft& draft, const Environment& environment, Report& report) {
  auto origin = environment.find(name);
  const bool is_set = origin.has_value();
  if (is_set && draft.has_file) {
    report.warn(std::move(*origin), "is used: the file leaves this empty");
  }
  return is_set;
}

void keep_out(const char* name, const Environment& environment, Report& report) {
  ignore(environment, name, "the file has this setting", report);
}

void fill_tokens(Draft& draft, const Environment& environment, Report& report) {
  PluginForm& form = draft.form;
  if (takes(kTokens, draft, environment, report)) {
    form.access_token = read_lines(environment, kTokens);
    form.unreadable = !form.access_token.has_value();
    ignore(environment, kWebhook, "DINGTALK_ACCESS_TOKEN is set", report);
  } else if (takes(kWebhook, draft, environment, report)) {
    form.access_token = read_webhook(environment, report);
    form.unreadable = !form.access_token.has_value();
  }
}

// One setting of the form: `read` gives the variable's value when the file leaves it empty.
struct Filling {
  Draft& draft;
  const Environment& environment;
  Report& report;

  template <class Read>
  void operator()(const char* name, bool in_file, const Read& read) const {
    if (in_file) {
      keep_out(name, environment, report);
    } else if (takes(name, draft, environment, report)) {
      read();
    }
  }
};

void fill_message(PluginForm& form, const Filling& fill) {
  fill(kTemplateEnabled, form.custom_message_enabled.has_value(),
       [&] { form.custom_message_enabled = read_line(fill.environment, kTemplateEnabled, fill.report); });
  fill(kTemplate, form.custom_message_template.has_value(), [&] {
    if (auto text = fill.environment.get_or_file(kTemplate)) {
      form.custom_message_template = TextBlock{.text = std::move(*text)};
    }
  });
}

void fill_lists(PluginForm& form, const Filling& fill) {
  const auto read = [&](const char* name, std::vector<Text>& into, std::vector<Text> (*split)(const Text&)) {
    fill(name, !into.empty(), [&] {
      if (const auto text = fill.environment.get_or_file(name)) {
        into = split(*text);
      }
    });
  };
  read(kMobiles, form.at_mobiles, [](const Text& text) { return std::vector<Text>{text}; });
  read(kInclude, form.include_keywords, split_keywords);
  read(kExclude, form.exclude_keywords, split_keywords);
}

}  // namespace

void fill_robots(Draft& draft, const Environment& environment, Report& report) {
  if (draft.has_robots) {
    for (const char* name : kAll) {
      ignore(environment, name, "the file has robots", report);
    }
    return;
  }
  PluginForm& form = draft.form;
  const Filling fill{draft, environment, report};
  fill_tokens(draft, environment, report);
  fill(kSecrets, form.secret.has_value(), [&] { form.secret = read_lines(environment, kSecrets); });
  fill(kKeyword, form.custom_keyword.has_value(),
       [&] { form.custom_keyword = read_line(environment, kKeyword, report); });
  fill(kAtAll, form.is_at_all.has_value(), [&] { form.is_at_all = read_line(environment, kAtAll, report); });
  fill_lists(form, fill);
  fill_message(form, fill);
}

}  // namespace relay::config
