// SPDX-License-Identifier: MIT
#include "relay/config/import_plugin.hpp"

#include <optional>
#include <sstream>

#include "config/keywords.hpp"
#include "config/merge_robots.hpp"
#include "config/plugin_paste.hpp"
#include "config/plugin_robots.hpp"
#include "config/section.hpp"
#include "config/unique_names.hpp"
#include "config/values.hpp"
#include "config/webhook_url.hpp"

namespace relay::config {
namespace {

std::optional<Text> find(const PluginPaste& paste, std::string_view field) {
  const auto found = paste.find(field);
  return found == paste.end() ? std::nullopt : std::optional(found->second.text);
}

std::optional<Text> find_line(const PluginPaste& paste, std::string_view field, Report& report) {
  const auto text = find(paste, field);
  auto line = text.has_value() ? single_line(*text, report) : std::nullopt;
  return line.has_value() && !line->value.empty() ? line : std::nullopt;
}

std::vector<Text> lines_of(const Text& text) {
  std::vector<Text> out;
  std::istringstream lines(text.value);
  for (std::string line; std::getline(lines, line);) {
    out.push_back({.value = line, .origin = text.origin});
  }
  return out;
}

std::vector<Text> find_keywords(const PluginPaste& paste, std::string_view field) {
  const auto found = paste.find(field);
  if (found == paste.end()) {
    return {};
  }
  const Text& text = found->second.text;
  switch (found->second.shape) {
    case Shape::text:
      break;
    case Shape::list:
      return lines_of(text);
  }
  return split_keywords(text);
}

PluginForm form_of(const PluginPaste& paste, Report& report) {
  PluginForm form;
  form.access_token = find(paste, "access_token");
  form.secret = find(paste, "secret");
  form.custom_keyword = find_line(paste, "custom_keyword", report);
  if (auto mobiles = find(paste, "at_mobiles")) {
    form.at_mobiles.push_back(std::move(*mobiles));
  }
  form.is_at_all = find_line(paste, "is_at_all", report);
  form.custom_message_enabled = find_line(paste, "custom_message_enabled", report);
  if (auto text = find(paste, "custom_message_template")) {
    form.custom_message_template = TextBlock{.text = std::move(*text)};
  }
  form.include_keywords = find_keywords(paste, "include_keywords");
  form.exclude_keywords = find_keywords(paste, "exclude_keywords");
  form.endpoint = find_line(paste, "endpoint", report);
  return form;
}

std::string pairing(const RobotDraft& draft, dingtalk::Language language) {
  const dingtalk::Robot& robot = draft.robot;
  const std::string token = std::to_string(draft.token_line);
  const std::string secret = std::to_string(draft.secret_line);
  const std::string token_shown = masked(robot.access_token);
  const bool is_signed = !robot.secret.empty();
  switch (language) {
    case dingtalk::Language::en:
      return "token line " + token + " (" + token_shown + ") " +
             (is_signed                ? "pairs with secret line " + secret + " (" + masked(robot.secret) + ")"
              : draft.secret_line == 0 ? "has no secret line: not signed"
                                       : "pairs with secret line " + secret + ", which is empty or -: not signed");
    case dingtalk::Language::zh:
      return "第 " + token + " 行 token（" + token_shown + "）" +
             (is_signed                ? "对应第 " + secret + " 行 secret（" + masked(robot.secret) + "）"
              : draft.secret_line == 0 ? "没有对应的 secret 行：不加签"
                                       : "对应第 " + secret + " 行 secret，该行为空或 -：不加签");
  }
  return {};
}

std::string name_of(const RobotDraft& draft, std::size_t index, const ImportOptions& options) {
  if (index < options.names.size()) {
    return options.names[index];
  }
  switch (options.naming) {
    case Naming::numbered:
      break;
    case Naming::by_token:
      return draft.robot.name;
  }
  return "robot-" + std::to_string(index + 1);
}

RobotText text_of(const RobotDraft& draft, const PluginForm& form, const std::string& name,
                  const ImportOptions& options) {
  const dingtalk::Robot& robot = draft.robot;
  RobotText out;
  out.remarks.push_back(pairing(draft, options.language));
  out.name = name;
  out.access_token.text = robot.access_token;
  if (!robot.secret.empty()) {
    out.secret = SecretText{.form = SecretText::Form::plain, .text = robot.secret};
  }
  out.endpoint = robot.endpoint.text() == default_endpoint().text() ? std::string{} : robot.endpoint.text();
  out.keyword = robot.keyword;
  out.at_mobiles = robot.at_mobiles;
  out.at_all = robot.at_all;
  if (robot.message_template.has_value()) {
    out.message_template = form.custom_message_template->text.value;
  }
  out.include_keywords = draft.keywords.include;
  out.exclude_keywords = draft.keywords.exclude;
  return out;
}

void check_names(const std::vector<RobotText>& robots, const ImportOptions& options, Report& report) {
  std::vector<Text> names;
  for (const RobotText& robot : robots) {
    names.push_back({.value = robot.name, .origin = command_line_origin("--name")});
  }
  for (const std::string& name : options.names) {
    std::string ignored;
    assign({.value = name, .origin = command_line_origin("--name")}, report, ignored, parse_name);
  }
  if (options.names.size() > robots.size()) {
    report.problem(command_line_origin("--name"), "more names than robots: there are " + std::to_string(robots.size()));
  }
  check_unique(names, report);
}

ImportResult import_fields(const PluginPaste& paste, const ImportOptions& options, Report& report) {
  std::vector<RobotText> robots;
  if (report.problems().empty()) {
    const PluginForm form = form_of(paste, report);
    if (!form.access_token.has_value()) {
      report.problem(answer_origin("access_token"), "is missing");
    }
    for (const RobotDraft& draft : merge_robots(robots_of(form, report), report)) {
      robots.push_back(text_of(draft, form, name_of(draft, robots.size(), options), options));
    }
    check_names(robots, options, report);
  }
  auto problems = report.problems();
  if (!problems.empty()) {
    return Problems{std::move(problems)};
  }
  return PluginImport{.robots = std::move(robots), .warnings = report.warnings()};
}

}  // namespace

ImportResult import_plugin(std::string_view text, std::string_view source_name, const ImportOptions& options) {
  Report report{std::string(source_name)};
  return import_fields(read_paste(text, report), options, report);
}

ImportResult import_plugin(const PluginAnswers& answers, const ImportOptions& options) {
  Report report{std::string{}};
  PluginPaste paste;
  for (const auto& [field, value] : answers) {
    paste.emplace(field, PastedText{.text = {.value = value, .origin = answer_origin(field)}});
  }
  return import_fields(paste, options, report);
}

}  // namespace relay::config
