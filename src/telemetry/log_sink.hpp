// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

namespace relay::telemetry {

// Lines into a descriptor that may be a pipe which nobody reads. Waits for room until leave_by(): what finds none by
// then is dropped, so that a stuck reader cannot keep the process from ending. One thread writes. Lines that wait
// behind each other leave together, and those that follow a write at once are gathered for some milliseconds: under
// load a line costs no system call of its own, nor one to wake this thread.
class LogSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  // The descriptor is not owned. `more` says whether another line will come at once; without it each leaves alone.
  explicit LogSink(int descriptor, std::function<bool()> more = {});
  ~LogSink() override;

  // From any thread.
  void leave_by(std::chrono::steady_clock::time_point deadline);

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override;

 private:
  [[nodiscard]] bool more_comes();
  void write_out();
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] int patience_ms() const;

  int descriptor_;
  std::function<bool()> more_;
  spdlog::memory_buf_t lines_;
  std::chrono::steady_clock::time_point written_{};
  std::mutex mutex_;  // only for who waits to hear that deadline_ has changed
  std::condition_variable deadline_changed_;
  std::atomic<std::chrono::steady_clock::time_point> deadline_{std::chrono::steady_clock::time_point::max()};
};

}  // namespace relay::telemetry
