// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace relay::test {

// A child process whose output (stdout and stderr together) is read as it comes. Killed by the destructor.
class Process {
 public:
  // Only the given environment, plus PATH. `passed`: becomes the child's descriptor 3, as systemd passes a socket.
  explicit Process(std::vector<std::string> arguments,
                   std::vector<std::pair<std::string, std::string>> environment = {}, int passed = -1);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Reads until `text` has come, and returns everything read so far. Throws with it when it does not come in time.
  std::string wait_for(const std::string& text, std::chrono::seconds limit = std::chrono::seconds{20});
  // Reads what comes next, and returns everything read so far. Throws at the end of the output, or when nothing comes.
  std::string wait_for_more(std::chrono::seconds limit = std::chrono::seconds{20});
  // Reads to the end, and returns the exit code; 128 + n for signal n. Throws when it does not end in time.
  int wait(std::chrono::seconds limit = std::chrono::seconds{20});

  void signal(int number) const;
  [[nodiscard]] const std::string& output() const { return output_; }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  // False at the end of the output. Throws at the deadline.
  bool read_some(std::chrono::steady_clock::time_point deadline);

  pid_t pid_{-1};
  int pipe_{-1};
  bool reaped_{false};
  std::string output_;
};

// The value behind "key=" or "key" up to white space: for "listen=127.0.0.1:8090".
[[nodiscard]] std::string value_after(const std::string& output, const std::string& key);

}  // namespace relay::test
