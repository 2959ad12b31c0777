// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "config/from_environment.hpp"
#include "config/section.hpp"

namespace relay::config {
namespace {

constexpr const char* kTokens = "DINGTALK_ACCESS_TOKEN";
constexpr const char* kWebhook = "DINGTALK_WEBHOOK";
constexpr const char* kSecrets = "DINGTALK_SECRET";
constexpr const char* kKeyword = "DINGTALK_CUSTOM_KEYWORD";
constexpr const char* kMobiles = "DINGTALK_AT_MOBILES";
constexpr const char* kAtAll = "DINGTALK_IS_AT_ALL";
constexpr std::array kAll{kTokens, kWebhook, kSecrets, kKeyword, kMobiles, kAtAll};

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
  if (auto origin = environment.find(name)) {
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

void fill_mobiles(Draft& draft, const Environment& environment, Report& report) {
  if (!draft.form.at_mobiles.empty()) {
    keep_out(kMobiles, environment, report);
  } else if (takes(kMobiles, draft, environment, report)) {
    if (auto text = environment.get_or_file(kMobiles)) {
      draft.form.at_mobiles.push_back(std::move(*text));
    }
  }
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
  fill_tokens(draft, environment, report);
  if (form.secret.has_value()) {
    keep_out(kSecrets, environment, report);
  } else if (takes(kSecrets, draft, environment, report)) {
    form.secret = read_lines(environment, kSecrets);
  }
  if (form.custom_keyword.has_value()) {
    keep_out(kKeyword, environment, report);
  } else if (takes(kKeyword, draft, environment, report)) {
    form.custom_keyword = read_line(environment, kKeyword, report);
  }
  fill_mobiles(draft, environment, report);
  if (form.is_at_all.has_value()) {
    keep_out(kAtAll, environment, report);
  } else if (takes(kAtAll, draft, environment, report)) {
    form.is_at_all = read_line(environment, kAtAll, report);
  }
}

}  // namespace relay::config
