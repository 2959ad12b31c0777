// SPDX-License-Identifier: MIT
#include "relay/config/write.hpp"

#include "config/write_words.hpp"
#include "config/yaml_text.hpp"

namespace relay::config {
namespace {

// Appends comments and "key: value" lines at one depth.
class Lines {
 public:
  Lines(std::string& out, std::size_t indent) : out_(&out), indent_(indent) {}

  void say(std::string_view text) { *out_ += text.empty() ? std::string{} : comment(text, indent_); }
  void put(const std::string& text) { *out_ += std::string(indent_, ' ') + text + "\n"; }
  void set(const std::string& key, const std::string& value, const char* why) {
    say(why);
    put(key + ": " + value);
  }
  // A key without a value of ours: how it would be written.
  void set_or_show(const std::string& key, const std::string& value, const std::string& sample, const char* why) {
    say(why);
    if (value.empty()) {
      say(key + ": " + sample);
    } else {
      put(key + ": " + scalar(value));
    }
  }

 private:
  std::string* out_;
  std::size_t indent_;
};

// Each key is explained once.
constexpr WriteWords kSilent{"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""};

std::string in_form(const SecretText& secret) {
  switch (secret.form) {
    case SecretText::Form::plain:
      break;
    case SecretText::Form::file:
      return "{file: " + scalar(secret.text.expose()) + "}";
    case SecretText::Form::environment:
      return "{env: " + scalar(secret.text.expose()) + "}";
  }
  return double_quoted(secret.text.expose());
}

void write_source(const SourceText& source, const WriteWords& words, std::string& out) {
  Lines(out, 0).say(words.sources);
  Lines(out, 0).put("sources:");
  Lines(out, 2).put("- name: " + scalar(source.name));
  Lines lines(out, 4);
  lines.say(words.client_secret);
  if (source.client_secret.form == SecretText::Form::environment) {
    lines.say(words.client_secret_unset);
  }
  lines.put("client_secrets:");
  Lines(out, 6).put("- " + in_form(source.client_secret));
  lines.set_or_show("base_url", source.base_url, "https://sentry.example.com", words.base_url);
}

void write_mentions(const RobotText& robot, const WriteWords& words, Lines& lines) {
  if (!robot.at_mobiles.empty()) {
    lines.set("at_mobiles", flow_list(robot.at_mobiles), words.at_mobiles);
  }
  if (robot.at_all) {
    lines.set("at_all", "true", words.at_all);
  }
}

void write_content(const RobotText& robot, const WriteWords& words, Lines& lines) {
  constexpr std::size_t kBlockIndent = 6;
  if (!robot.message_template.empty()) {
    lines.set("template", block_or_quoted(robot.message_template, kBlockIndent), words.message_template);
  }
  if (!robot.include_keywords.empty()) {
    lines.set("include_keywords", flow_list(robot.include_keywords), words.include_keywords);
  }
  if (!robot.exclude_keywords.empty()) {
    lines.set("exclude_keywords", flow_list(robot.exclude_keywords), words.exclude_keywords);
  }
}

void write_robot(const RobotText& robot, const WriteWords& words, std::string& out) {
  Lines lines(out, 4);
  for (const std::string& remark : robot.remarks) {
    lines.say(remark);
  }
  Lines(out, 2).put("- name: " + scalar(robot.name));
  lines.set("access_token", in_form(robot.access_token), words.access_token);
  if (robot.secret.has_value()) {
    lines.set("secret", in_form(*robot.secret), words.secret);
  } else {
    lines.say(words.not_signed);
  }
  if (!robot.endpoint.empty()) {
    lines.put("endpoint: " + double_quoted(robot.endpoint));
  }
  if (!robot.keyword.empty()) {
    lines.set("keyword", scalar(robot.keyword), words.keyword);
  }
  write_mentions(robot, words, lines);
  write_content(robot, words, lines);
}

}  // namespace

std::string write_yaml(const ConfigText& config) {
  const WriteWords& words = write_words(config.language);
  std::string out;
  Lines lines(out, 0);
  lines.say(words.head);
  for (const std::string& remark : config.remarks) {
    lines.say(remark);
  }
  out += "\n";
  lines.set("language", config.language == dingtalk::Language::zh ? "zh" : "en", words.language);
  lines.set_or_show("timezone", config.timezone, "Asia/Shanghai", words.timezone);
  lines.say(words.spool);
  if (config.spool_path.empty()) {
    lines.say("spool: {path: /var/lib/sentry-dingtalk-relay/spool.db}");
  } else {
    lines.put("spool: {path: " + scalar(config.spool_path) + "}");
  }
  out += "\n";
  write_source(config.source, words, out);
  if (!config.robots.empty()) {
    out += "\n";
    lines.say(words.robots);
    lines.put("robots:");
  }
  for (const RobotText& robot : config.robots) {
    write_robot(robot, &robot == &config.robots.front() ? words : kSilent, out);
  }
  return out;
}

}  // namespace relay::config
