// SPDX-License-Identifier: MIT
#include "app/setup_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <unistd.h>

#include "app/setup_words.hpp"
#include "app/terminal.hpp"
#include "app/version.hpp"
#include "relay/config/load.hpp"

namespace relay::app {
namespace {

constexpr const char* kHowToReplace = " exists: --force replaces it";

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).lexically_normal().string(); }

// As a shell takes it for one word.
std::string shell_word(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '.' || c == '_' || c == '-' || c >= 0x80;
  });
  if (is_plain) {
    return text;
  }
  std::string out = "'";
  for (const char c : text) {
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out + "'";
}

void say_next(const std::string& path, const SetupWords& words) {
  std::cout << words.written << path << "\n\n" << words.next << '\n';
  constexpr std::array kCommands{"check-config", "send-test", "serve"};
  for (const char* command : kCommands) {
    std::cout << "  " << kProgram << ' ' << command << " -c " << shell_word(path) << '\n';
  }
}

}  // namespace

std::optional<GivenSecret> read_given_secret(const char* flag, const std::string& path) {
  if (path == "-") {
    const auto line = read_line();
    if (!line.has_value()) {
      std::cerr << "× " << flag << ": standard input has no further line\n";
      return std::nullopt;
    }
    return GivenSecret{.value = *line, .written = {.text = Secret(*line)}};
  }
  auto content = config::real_surroundings().read_file(path);
  if (content.has_error()) {
    std::cerr << "× " << flag << ": the file cannot be read: " << content.error().detail << '\n';
    return std::nullopt;
  }
  content->erase(content->find_last_not_of("\r\n") + 1);
  return GivenSecret{.value = std::move(*content),
                     .written = {.form = config::SecretText::Form::file, .text = Secret(absolute(path))}};
}

bool say_remarks(std::string_view what, const config::Remarks& remarks) {
  const std::string prefix = what.empty() ? std::string{} : std::string(what) + ": ";
  for (const std::string& problem : remarks.problems) {
    std::cerr << "× " << prefix << problem << '\n';
  }
  for (const std::string& warning : remarks.warnings) {
    std::cerr << "! " << prefix << warning << '\n';
  }
  return remarks.problems.empty();
}

config::SecretText client_secret_variable() {
  return {.form = config::SecretText::Form::environment, .text = Secret("SENTRY_CLIENT_SECRET")};
}

std::string spool_beside(const std::string& config_path) {
  if (::geteuid() == 0) {
    return {};
  }
  return (std::filesystem::path(absolute(config_path)).parent_path() / "spool.db").string();
}

bool may_write(const std::string& path, Existing existing) {
  std::error_code ignored;
  if (existing == Existing::replace || !std::filesystem::exists(path, ignored)) {
    return true;
  }
  std::cerr << "× " << path << kHowToReplace << '\n';
  return false;
}

ExitCode finish_setup(const config::ConfigText& config, const std::string& path, Existing existing) {
  const auto written = write_private_file(path, config::write_yaml(config), existing);
  if (written.has_error()) {
    const bool exists = written.error().kind == ErrorKind::refused;
    std::cerr << "× " << written.error().detail << (exists ? kHowToReplace : "") << '\n';
    return ExitCode::cannot_create;
  }
  const SetupWords& words = setup_words(config.language);
  if (config.source.client_secret.form == config::SecretText::Form::environment) {
    std::cerr << "! " << words.to_fill_in << '\n';
  }
  say_next(absolute(path), words);
  return ExitCode::ok;
}

}  // namespace relay::app
