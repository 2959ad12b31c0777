// SPDX-License-Identifier: MIT
#include <functional>
#include <iostream>

#include "app/commands.hpp"
#include "app/setup_file.hpp"
#include "app/setup_words.hpp"
#include "app/terminal.hpp"
#include "relay/config/import_plugin.hpp"

namespace relay::app {
namespace {

using Check = std::function<config::Remarks(const std::string&)>;

// One thing to know, and the ways to learn it.
struct Topic {
  const char* flag;
  const char* prompt;
  Echo echo;
  std::string fallback;  // of an empty answer, and where nobody is asked
};

Check check_of(config::Question question) {
  return [question](const std::string& answer) {
    return answer.empty() ? config::Remarks{} : config::check_answer(question, answer);
  };
}

// Settles one topic after the other, until one cannot be settled.
class Interview {
 public:
  explicit Interview(bool asks) : asks_(asks) {}

  [[nodiscard]] bool failed() const { return failed_; }

  std::string settle(const std::optional<std::string>& given, const Topic& topic, const Check& check) {
    if (failed_) {
      return {};
    }
    if (given.has_value() || !asks_) {
      const std::string value = given.value_or(topic.fallback);
      failed_ = !say_remarks(topic.flag, check(value));
      return value;
    }
    return ask_until_good(topic, check);
  }

  // The same of a secret; `written` is how it stands in the file.
  std::string settle_secret(const std::optional<std::string>& file, const Topic& topic, const Check& check,
                            config::SecretText& written) {
    if (file.has_value() && !failed_) {
      const auto given = read_given_secret(topic.flag, *file);
      failed_ = !given.has_value() || !say_remarks(topic.flag, check(given->value));
      written = given.has_value() ? given->written : written;
      return given.has_value() ? given->value : std::string{};
    }
    const std::string value = settle(std::nullopt, topic, check);
    written = {.form = config::SecretText::Form::plain, .text = Secret(value)};
    return value;
  }

 private:
  std::string ask_until_good(const Topic& topic, const Check& check) {
    const std::string prompt = topic.prompt + (topic.fallback.empty() ? "" : " [" + topic.fallback + "]");
    for (auto answer = ask(prompt, topic.echo); answer.has_value(); answer = ask(prompt, topic.echo)) {
      const std::string value = answer->empty() ? topic.fallback : *answer;
      if (say_remarks("", check(value))) {
        return value;
      }
    }
    std::cerr << "\n× " << topic.flag << ": input ended\n";
    failed_ = true;
    return {};
  }

  bool asks_;
  bool failed_{false};
};

// The loader's opinion of the robot as far as it is known.
Check check_robot(const config::PluginAnswers& so_far, const char* field) {
  return [so_far, field](const std::string& answer) {
    config::PluginAnswers answers = so_far;
    answers[field] = answer;
    const config::ImportResult result = config::import_plugin(answers, {});
    if (result.has_error()) {
      return config::Remarks{.problems = result.error().lines, .warnings = {}};
    }
    if (result->robots.size() != 1) {
      return config::Remarks{.problems = {"one robot is expected; import-plugin takes several"}, .warnings = {}};
    }
    return config::Remarks{.problems = {}, .warnings = result->warnings};
  };
}

config::RobotText settle_robot(const InitArguments& arguments, const SetupWords& words, Interview& interview) {
  config::PluginAnswers answers;
  config::SecretText token;
  config::SecretText secret;
  const auto settle_line = [&](const std::optional<std::string>& given, const Topic& topic, const char* field) {
    answers[field] = interview.settle(given, topic, check_robot(answers, field));
  };
  answers["access_token"] =
      interview.settle_secret(arguments.access_token_file, {"--access-token-file", words.access_token, Echo::off, {}},
                              check_robot(answers, "access_token"), token);
  answers["secret"] = interview.settle_secret(arguments.secret_file, {"--secret-file", words.secret, Echo::off, {}},
                                              check_robot(answers, "secret"), secret);
  settle_line(arguments.keyword, {"--keyword", words.keyword, Echo::on, {}}, "custom_keyword");
  settle_line(arguments.at_mobiles, {"--at-mobiles", words.at_mobiles, Echo::on, {}}, "at_mobiles");
  if (interview.failed()) {
    return {};
  }
  config::RobotText robot = config::import_plugin(answers, {.names = {arguments.name}})->robots.front();
  robot.remarks.clear();
  if (token.form == config::SecretText::Form::file) {
    robot.endpoint.clear();  // the file says it, should it hold a whole URL
    robot.access_token = token;
  }
  if (robot.secret.has_value() && secret.form == config::SecretText::Form::file) {
    robot.secret = secret;
  }
  return robot;
}

dingtalk::Language settle_language(const InitArguments& arguments, Interview& interview) {
  const bool is_chinese = language_of_environment() == dingtalk::Language::zh;
  const Topic topic{"--language", "Language of the messages, en or zh / 消息语言", Echo::on, is_chinese ? "zh" : "en"};
  return interview.settle(arguments.language, topic, check_of(config::Question::language)) == "zh"
             ? dingtalk::Language::zh
             : dingtalk::Language::en;
}

std::string settle_timezone(const InitArguments& arguments, dingtalk::Language language, Interview& interview) {
  const bool is_chinese = language == dingtalk::Language::zh;
  const Topic topic{"--timezone", setup_words(language).timezone, Echo::on, is_chinese ? "Asia/Shanghai" : ""};
  return interview.settle(arguments.timezone, topic, check_of(config::Question::timezone));
}

config::SourceText settle_source(const InitArguments& arguments, const SetupWords& words, Interview& interview) {
  config::SourceText source;
  const std::string secret = interview.settle_secret(arguments.client_secret_file,
                                                     {"--client-secret-file", words.client_secret, Echo::off, {}},
                                                     check_of(config::Question::client_secret), source.client_secret);
  if (secret.empty()) {
    source.client_secret = client_secret_variable();
  }
  source.base_url = interview.settle(arguments.base_url, {"--base-url", words.base_url, Echo::on, {}},
                                     check_of(config::Question::base_url));
  return source;
}

}  // namespace

ExitCode init(const InitArguments& arguments) {
  const Existing existing = arguments.force ? Existing::replace : Existing::keep;
  if (!may_write(arguments.output, existing)) {
    return ExitCode::cannot_create;
  }
  if (!say_remarks("--name", config::check_answer(config::Question::robot_name, arguments.name))) {
    return ExitCode::usage;
  }
  const bool asks = is_interactive() && !arguments.no_input;
  if (!asks && !arguments.access_token_file.has_value()) {
    std::cerr << "× --access-token-file is needed where nobody can be asked (\"-\": a line of standard input)\n";
    return ExitCode::usage;
  }
  Interview interview(asks);
  config::ConfigText config;
  config.language = settle_language(arguments, interview);
  const SetupWords& words = setup_words(config.language);
  config.robots.push_back(settle_robot(arguments, words, interview));
  config.source = settle_source(arguments, words, interview);
  config.timezone = settle_timezone(arguments, config.language, interview);
  config.spool_path = spool_beside(arguments.output);
  if (interview.failed()) {
    return asks ? ExitCode::data : ExitCode::usage;
  }
  return finish_setup(config, arguments.output, existing);
}

}  // namespace relay::app
