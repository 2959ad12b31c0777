// SPDX-License-Identifier: MIT
#include "support/process.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace relay::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) {
    out.push_back(text.data());
  }
  out.push_back(nullptr);
  return out;
}

int remaining_ms(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

}  // namespace

Process::Process(std::vector<std::string> arguments, std::vector<std::pair<std::string, std::string>> environment,
                 int passed) {
  std::vector<std::string> variables;
  for (const char* inherited : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(inherited)) {
      variables.push_back(std::string(inherited) + "=" + value);
    }
  }
  for (const auto& [name, value] : environment) {
    variables.push_back(name + "=" + value);
  }
  std::vector<char*> argv = pointers(arguments);
  std::vector<char*> envp = pointers(variables);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::runtime_error("pipe2 failed");
  }
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    if (passed >= 0) {
      ::dup2(passed, 3);
      ::fcntl(3, F_SETFD, 0);  // dup2 of a descriptor to itself leaves its flag
    }
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  pipe_ = ends[0];
}

Process::~Process() {
  if (!reaped_ && pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(pipe_);
}

bool Process::read_some(std::chrono::steady_clock::time_point deadline) {
  pollfd ready{pipe_, POLLIN, 0};
  if (::poll(&ready, 1, remaining_ms(deadline)) <= 0) {
    throw std::runtime_error("nothing more came in time; so far:\n" + output_);
  }
  char buffer[4096];
  const ssize_t count = ::read(pipe_, buffer, sizeof buffer);
  if (count > 0) {
    output_.append(buffer, static_cast<std::size_t>(count));
  }
  return count > 0;
}

std::string Process::wait_for(const std::string& text, std::chrono::seconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (output_.find(text) == std::string::npos) {
    if (!read_some(deadline)) {
      throw std::runtime_error("the process ended without \"" + text + "\":\n" + output_);
    }
  }
  return output_;
}

std::string Process::wait_for_more(std::chrono::seconds limit) {
  if (!read_some(std::chrono::steady_clock::now() + limit)) {
    throw std::runtime_error("the process ended:\n" + output_);
  }
  return output_;
}

int Process::wait(std::chrono::seconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (read_some(deadline)) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  reaped_ = true;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Process::signal(int number) const { ::kill(pid_, number); }

std::string value_after(const std::string& output, const std::string& key) {
  const std::size_t at = output.find(key);
  if (at == std::string::npos) {
    throw std::runtime_error("no " + key + " in:\n" + output);
  }
  const std::size_t begin = at + key.size();
  return output.substr(begin, output.find_first_of(" \n", begin) - begin);
}

}  // namespace relay::test
