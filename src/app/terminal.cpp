// SPDX-License-Identifier: MIT
#include "app/terminal.hpp"

#include <array>
#include <csignal>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace relay::app {
namespace {

// A signal handler has no other way to know what the terminal was like.
termios g_before{};

void restore_and_die(int number) {
  static_cast<void>(::tcsetattr(STDIN_FILENO, TCSANOW, &g_before));
  static_cast<void>(::raise(number));  // its default action: SA_RESETHAND
}

// No echo while it lives; a signal that ends the process leaves the terminal as it was.
class Quiet {
 public:
  explicit Quiet(Echo echo) : active_(echo == Echo::off && ::tcgetattr(STDIN_FILENO, &g_before) == 0) {
    if (!active_) {
      return;
    }
    struct sigaction action {};
    action.sa_handler = restore_and_die;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      ::sigaction(kSignals[i], &action, &old_[i]);
    }
    termios quiet = g_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    quiet.c_lflag |= ECHONL;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);
  }
  ~Quiet() {
    if (!active_) {
      return;
    }
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &g_before);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      ::sigaction(kSignals[i], &old_[i], nullptr);
    }
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGQUIT, SIGHUP};
  std::array<struct sigaction, kSignals.size()> old_{};
  bool active_;
};

std::string trimmed(const std::string& text) {
  constexpr const char* kWhite = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhite);
  return first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

}  // namespace

bool is_interactive() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

std::optional<std::string> read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) {
    return std::nullopt;
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

std::optional<std::string> ask(const std::string& prompt, Echo echo) {
  const Quiet quiet(echo);
  std::cerr << prompt << ": " << std::flush;
  const auto line = read_line();
  return line.has_value() ? std::optional(trimmed(*line)) : std::nullopt;
}

std::string ask_lines(const std::string& prompt, Echo echo, LinesEnd end) {
  const Quiet quiet(echo);
  std::cerr << prompt << ":\n" << std::flush;
  std::string out;
  bool begun = false;
  for (auto line = read_line(); line.has_value(); line = read_line()) {
    const std::string word = trimmed(*line);
    if (word == "." || (word.empty() && (!begun || end == LinesEnd::at_empty_line))) {
      break;
    }
    out += (begun ? "\n" : "") + *line;
    begun = true;
  }
  return out;
}

}  // namespace relay::app
