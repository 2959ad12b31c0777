// SPDX-License-Identifier: MIT
#include "support/terminal_process.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace relay::test {
namespace {

constexpr std::chrono::seconds kLimit{20};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) {
    out.push_back(text.data());
  }
  out.push_back(nullptr);
  return out;
}

// In the child: the terminal becomes its own, then the program takes its place.
[[noreturn]] void become(const char* terminal, char* const* argv, char* const* envp) {
  ::setsid();
  const int slave = ::open(terminal, O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(slave, descriptor);
  }
  ::execve(argv[0], argv, envp);
  ::_exit(127);
}

}  // namespace

TerminalProcess::TerminalProcess(std::vector<std::string> arguments,
                                 const std::vector<std::pair<std::string, std::string>>& environment) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> variables{std::string("PATH=") + (path == nullptr ? "" : path)};
  for (const auto& [name, value] : environment) {
    variables.push_back(name + "=" + value);
  }
  const auto argv = pointers(arguments);
  const auto envp = pointers(variables);
  master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) {
    throw std::runtime_error("no pseudo-terminal");
  }
  const std::string terminal = ::ptsname(master_);
  pid_ = ::fork();
  if (pid_ == 0) {
    become(terminal.c_str(), argv.data(), envp.data());
  }
}

TerminalProcess::~TerminalProcess() {
  if (!reaped_ && pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(master_);
}

bool TerminalProcess::read_some(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  pollfd ready{master_, POLLIN, 0};
  if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) {
    throw std::runtime_error("nothing more came in time; so far:\n" + screen_);
  }
  char buffer[4096];
  const ssize_t count = ::read(master_, buffer, sizeof buffer);  // fails with EIO once nobody has the terminal open
  if (count > 0) {
    screen_.append(buffer, static_cast<std::size_t>(count));
  }
  return count > 0;
}

void TerminalProcess::wait_for(const std::string& text) {
  const auto deadline = std::chrono::steady_clock::now() + kLimit;
  std::size_t found = std::string::npos;
  while ((found = screen_.find(text, seen_)) == std::string::npos) {
    if (!read_some(deadline)) {
      throw std::runtime_error("it ended without \"" + text + "\":\n" + screen_);
    }
  }
  seen_ = found + text.size();
}

void TerminalProcess::answer(const std::string& prompt, const std::string& text) {
  wait_for(prompt);
  const std::string typed = text + "\n";
  if (::write(master_, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size())) {
    throw std::runtime_error("could not type");
  }
}

int TerminalProcess::wait() {
  const auto deadline = std::chrono::steady_clock::now() + kLimit;
  while (read_some(deadline)) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  reaped_ = true;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace relay::test
