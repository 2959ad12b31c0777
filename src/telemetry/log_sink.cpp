// SPDX-License-Identifier: MIT
#include "telemetry/log_sink.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <string_view>
#include <unistd.h>

namespace relay::telemetry {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How soon a waiting writer notices leave_by().
constexpr milliseconds kRecheck{50};

}  // namespace

LogSink::LogSink(int descriptor) : descriptor_(descriptor) {}

void LogSink::leave_by(steady_clock::time_point deadline) { deadline_ = deadline; }

void LogSink::sink_it_(const spdlog::details::log_msg& message) {
  spdlog::memory_buf_t line;
  formatter_->format(message, line);
  std::string_view rest(line.data(), line.size());
  while (!rest.empty() && has_room()) {
    // A pipe with room takes so much without blocking (pipe(7)).
    const ssize_t written = ::write(descriptor_, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));
    if (written < 0 && errno != EINTR && errno != EAGAIN) {
      return;  // the reader is gone
    }
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
}

void LogSink::flush_() {}

bool LogSink::has_room() const {
  pollfd room{descriptor_, POLLOUT, 0};
  int patience = patience_ms();
  while (::poll(&room, 1, patience) <= 0) {
    if (patience == 0) {
      return false;
    }
    patience = patience_ms();
  }
  return true;
}

int LogSink::patience_ms() const {
  const auto deadline = deadline_.load();
  const auto now = steady_clock::now();
  if (deadline <= now) {
    return 0;
  }
  const auto wait = deadline - now < kRecheck ? std::chrono::ceil<milliseconds>(deadline - now) : kRecheck;
  return static_cast<int>(wait.count());
}

}  // namespace relay::telemetry
