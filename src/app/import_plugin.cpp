// SPDX-License-Identifier: MIT
#include "relay/config/import_plugin.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "app/setup_file.hpp"
#include "app/setup_words.hpp"
#include "app/terminal.hpp"

namespace relay::app {
namespace {

config::ImportOptions options_of(const ImportPluginArguments& arguments) {
  config::ImportOptions options;
  options.language = arguments.language == "zh" ? dingtalk::Language::zh : dingtalk::Language::en;
  options.naming = arguments.keep_names ? config::Naming::by_token : config::Naming::numbered;
  options.names = arguments.names;
  return options;
}

enum class Form { line, hidden_lines, lines_to_dot };

struct Field {
  const char* name;
  const char* prompt;
  Form form;
};

std::string ask_field(const Field& field) {
  switch (field.form) {
    case Form::line:
      break;
    case Form::hidden_lines:
      return ask_lines(field.prompt, Echo::off, LinesEnd::at_empty_line);
    case Form::lines_to_dot:
      return ask_lines(field.prompt, Echo::on, LinesEnd::at_dot);
  }
  return ask(field.prompt, Echo::on).value_or("");
}

// Asks for a setting until it fits the ones before. Nothing when the input ends without an answer that does.
bool settle(const Field& field, config::PluginAnswers& answers) {
  constexpr int kMostTries = 5;
  for (int tried = 0; tried < kMostTries; ++tried) {
    config::PluginAnswers with = answers;
    with[field.name] = ask_field(field);
    if (with[field.name].empty() && !answers.empty()) {
      return true;
    }
    if (with.contains("custom_message_template")) {
      with["custom_message_enabled"] = "true";
    }
    const config::ImportResult result = config::import_plugin(with, {});
    if (result.has_value()) {
      answers = std::move(with);
      return true;
    }
    static_cast<void>(say_remarks("", {.problems = result.error().lines, .warnings = {}}));
  }
  return false;
}

std::optional<config::PluginAnswers> ask_all(const SetupWords& words) {
  const Field fields[] = {{"access_token", words.access_tokens, Form::hidden_lines},
                          {"secret", words.secrets, Form::hidden_lines},
                          {"custom_keyword", words.keyword, Form::line},
                          {"at_mobiles", words.at_mobiles, Form::line},
                          {"is_at_all", words.is_at_all, Form::line},
                          {"custom_message_template", words.message_template, Form::lines_to_dot},
                          {"include_keywords", words.include_keywords, Form::line},
                          {"exclude_keywords", words.exclude_keywords, Form::line}};
  config::PluginAnswers answers;
  for (const Field& field : fields) {
    if (!settle(field, answers)) {
      return std::nullopt;
    }
  }
  return answers;
}

std::optional<std::string> read_input(const std::string& path) {
  std::ifstream file;
  if (!path.empty() && path != "-") {
    file.open(path, std::ios::binary);
    if (!file) {
      std::cerr << "× cannot read " << path << '\n';
      return std::nullopt;
    }
  }
  std::istream& in = file.is_open() ? file : std::cin;
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

config::ImportResult import_text(const ImportPluginArguments& arguments, const std::string& text) {
  const bool is_file = !arguments.input.empty() && arguments.input != "-";
  return config::import_plugin(text, is_file ? arguments.input : "standard input", options_of(arguments));
}

// The source, or nothing when a flag is wrong, which is said.
std::optional<config::SourceText> source_of(const ImportPluginArguments& arguments) {
  config::SourceText source;
  source.client_secret = client_secret_variable();
  if (arguments.client_secret_file.has_value()) {
    constexpr const char* kFlag = "--client-secret-file";
    const auto given = read_given_secret(kFlag, *arguments.client_secret_file);
    if (!given.has_value() ||
        !say_remarks(kFlag, config::check_answer(config::Question::client_secret, given->value))) {
      return std::nullopt;
    }
    source.client_secret = given->written;
  }
  if (arguments.base_url.has_value() &&
      !say_remarks("--base-url", config::check_answer(config::Question::base_url, *arguments.base_url))) {
    return std::nullopt;
  }
  source.base_url = arguments.base_url.value_or("");
  return source;
}

Existing existing_of(const ImportPluginArguments& arguments) {
  return arguments.force ? Existing::replace : Existing::keep;
}

ExitCode write(const ImportPluginArguments& arguments, const config::PluginImport& import, config::SourceText source) {
  config::ConfigText config;
  config.language = options_of(arguments).language;
  config.source = std::move(source);
  config.robots = import.robots;
  for (const config::RobotText& robot : import.robots) {
    for (const std::string& remark : robot.remarks) {
      std::cerr << "√ " << robot.name << ": " << remark << '\n';
    }
  }
  for (const std::string& warning : import.warnings) {
    config.remarks.push_back(warning);
  }
  if (!arguments.output.empty()) {
    config.spool_path = spool_beside(arguments.output);
    return finish_setup(config, arguments.output, existing_of(arguments));
  }
  if (config.source.client_secret.form == config::SecretText::Form::environment) {
    std::cerr << "! " << setup_words(config.language).to_fill_in << '\n';
  }
  std::cout << config::write_yaml(config);
  return ExitCode::ok;
}

std::optional<config::ImportResult> import(const ImportPluginArguments& arguments) {
  if (arguments.input.empty() && is_interactive()) {
    const auto answers = ask_all(setup_words(options_of(arguments).language));
    return answers.has_value() ? std::optional(config::import_plugin(*answers, options_of(arguments))) : std::nullopt;
  }
  const auto text = read_input(arguments.input);
  return text.has_value() ? std::optional(import_text(arguments, *text)) : std::nullopt;
}

}  // namespace

ExitCode import_plugin(const ImportPluginArguments& arguments) {
  if (!arguments.output.empty() && !may_write(arguments.output, existing_of(arguments))) {
    return ExitCode::cannot_create;
  }
  const auto source = source_of(arguments);
  if (!source.has_value()) {
    return ExitCode::usage;
  }
  const auto result = import(arguments);
  if (!result.has_value()) {
    return ExitCode::no_input;
  }
  if (result->has_error()) {
    static_cast<void>(say_remarks("", {.problems = result->error().lines, .warnings = {}}));
    return ExitCode::data;
  }
  static_cast<void>(say_remarks("", {.problems = {}, .warnings = (*result)->warnings}));
  return write(arguments, **result, *source);
}

}  // namespace relay::app
