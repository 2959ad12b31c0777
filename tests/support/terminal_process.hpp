// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace relay::test {

// A child process whose standard input, output and error are one terminal. Killed by the destructor.
class TerminalProcess {
 public:
  // Only the given environment, plus PATH.
  explicit TerminalProcess(std::vector<std::string> arguments,
                           const std::vector<std::pair<std::string, std::string>>& environment = {});
  ~TerminalProcess();
  TerminalProcess(const TerminalProcess&) = delete;
  TerminalProcess& operator=(const TerminalProcess&) = delete;

  // Reads until `text` stands in what came since the last one that was waited for. Throws with everything read when it
  // does not come in time.
  void wait_for(const std::string& text);
  // Waits for the prompt, then types the answer and the Enter key.
  void answer(const std::string& prompt, const std::string& text);
  // Reads to the end, and returns the exit code; 128 + n for signal n.
  int wait();
  // Everything that the screen showed, echoes included; line ends are "\r\n".
  [[nodiscard]] const std::string& screen() const { return screen_; }

 private:
  // False at the end. Throws at the deadline.
  bool read_some(std::chrono::steady_clock::time_point deadline);

  int master_{-1};
  pid_t pid_{-1};
  bool reaped_{false};
  std::string screen_;
  std::size_t seen_{0};
};

}  // namespace relay::test
