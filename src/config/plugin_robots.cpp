// SPDX-License-Identifier: MIT
#include "config/plugin_robots.hpp"

#include <algorithm>

#include "config/keywords.hpp"
#include "config/message_template.hpp"
#include "config/parse_mobiles.hpp"
#include "config/robot_fields.hpp"
#include "config/section.hpp"
#include "config/values.hpp"
#include "config/webhook_url.hpp"
#include "relay/base/crypto.hpp"

namespace relay::config {
namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }
bool is_blank_text(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Every line with its number in the origin; a single one needs none.
std::vector<Text> lines_of(const std::optional<Text>& text) {
  std::vector<Text> out;
  if (!text.has_value()) {
    return out;
  }
  const std::string& value = text->value;
  const bool several = value.find_first_of('\n') < value.find_last_not_of(" \t\r\n") + 1;
  for (std::size_t start = 0; start < value.size();) {
    const std::size_t end = std::min(value.find('\n', start), value.size());
    Origin origin = text->origin;
    origin.path += several ? ": line " + std::to_string(out.size() + 1) : "";
    out.push_back({.value = value.substr(start, end - start), .origin = std::move(origin)});
    start = end + 1;
  }
  return out;
}

struct TokenLine {
  Text text;
  std::size_t number;
};

// Warns of a blank line that moves later tokens to other secrets than a reader expects.
std::vector<TokenLine> token_lines(const PluginForm& form, Report& report) {
  std::vector<TokenLine> out;
  std::optional<Origin> blank;
  std::size_t number = 0;
  for (const Text& line : lines_of(form.access_token)) {
    ++number;
    if (is_blank(line.value)) {
      blank = blank.has_value() ? blank : line.origin;
      continue;
    }
    out.push_back({.text = line, .number = number});
    if (blank.has_value() && form.secret.has_value()) {
      report.warn(*blank, "is blank and does not count: the next token takes line " + std::to_string(out.size()) +
                              " of the secrets");
    }
    blank.reset();
  }
  return out;
}

void refuse_left_over(const std::vector<Text>& secrets, std::size_t tokens, Report& report) {
  for (std::size_t i = tokens; i < secrets.size(); ++i) {
    if (!is_blank(secrets[i].value)) {
      report.problem(secrets[i].origin, "a secret without a token: access_token has " + std::to_string(tokens) +
                                            (tokens == 1 ? " token" : " tokens"));
    }
  }
}

// The plugin takes a template that it was told to; one that nobody uses may be wrong.
std::optional<dingtalk::Template> template_of(const PluginForm& form, Report& report) {
  bool enabled = false;
  if (form.custom_message_enabled.has_value()) {
    assign(*form.custom_message_enabled, report, enabled, parse_switch);
  }
  const auto& block = form.custom_message_template;
  const bool written = block.has_value() && !is_blank_text(block->text.value);
  if (enabled && written) {
    return parse_message_template(*block, report);
  }
  if (enabled) {
    report.warn(form.custom_message_enabled->origin, "has no effect: there is no custom_message_template");
  } else if (written) {
    report.warn(block->text.origin, "is not used: custom_message_enabled is not true");
  }
  return std::nullopt;
}

// What all robots of the form have in common.
dingtalk::Robot common_part(const PluginForm& form, Report& report) {
  dingtalk::Robot robot;
  robot.endpoint = default_endpoint();
  if (form.custom_keyword.has_value()) {
    assign(*form.custom_keyword, report, robot.keyword, parse_keyword);
  }
  robot.at_mobiles = parse_mobiles(form.at_mobiles, report);
  if (form.is_at_all.has_value()) {
    assign(*form.is_at_all, report, robot.at_all, parse_switch);
  }
  robot.message_template = template_of(form, report);
  return robot;
}

std::string name_of(const Secret& token) {
  constexpr std::size_t kDigits = 8;
  return "dingtalk-" + crypto::hex(crypto::sha256(token.expose())).substr(0, kDigits);
}

// The endpoint of the form wins over the one of a pasted webhook URL.
void set_webhook(dingtalk::Robot& robot, const Text& token, const std::optional<Url>& endpoint, Report& report) {
  if (auto webhook = parse_access_token(token, report)) {
    robot.name = name_of(webhook->token);
    robot.access_token = std::move(webhook->token);
    robot.endpoint = endpoint.has_value() ? *endpoint : std::move(webhook->endpoint).value_or(robot.endpoint);
  }
}

// Settings that no robot will use are worth a word: the token may have been forgotten.
void warn_without_tokens(const PluginForm& form, Report& report) {
  constexpr const char* kWhy = "has no effect: there is no access token";
  for (const std::optional<Text>* setting :
       {&form.custom_keyword, &form.is_at_all, &form.endpoint, &form.custom_message_enabled}) {
    if (setting->has_value()) {
      report.warn((*setting)->origin, kWhy);
    }
  }
  for (const std::vector<Text>* setting : {&form.at_mobiles, &form.include_keywords, &form.exclude_keywords}) {
    if (!setting->empty()) {
      report.warn(setting->front().origin, kWhy);
    }
  }
}

}  // namespace

std::vector<RobotDraft> robots_of(const PluginForm& form, Report& report) {
  std::vector<RobotDraft> out;
  if (form.unreadable) {
    return out;
  }
  const std::vector<TokenLine> tokens = token_lines(form, report);
  const std::vector<Text> secrets = lines_of(form.secret);
  refuse_left_over(secrets, tokens.size(), report);
  if (tokens.empty()) {
    warn_without_tokens(form, report);
  }
  const dingtalk::Robot common = common_part(form, report);
  const RobotKeywords keywords = parse_keywords(form.include_keywords, form.exclude_keywords, report);
  const auto endpoint = form.endpoint.has_value() ? parse_endpoint(*form.endpoint, report) : std::nullopt;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Text& token = tokens[i].text;
    RobotDraft draft{.robot = common, .origin = token.origin, .name_origin = token.origin, .keywords = keywords};
    draft.token_line = tokens[i].number;
    if (i < secrets.size()) {
      draft.secret_line = i + 1;
      draft.robot.secret = parse_signing_secret(secrets[i], report).value_or(Secret{});
    }
    set_webhook(draft.robot, token, endpoint, report);
    out.push_back(std::move(draft));
  }
  return out;
}

}  // namespace relay::config
