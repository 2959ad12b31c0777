// SPDX-License-Identifier: MIT
#include "telemetry/log_sink.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace relay::telemetry {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How soon a waiting writer notices leave_by().
constexpr milliseconds kRecheck{50};
constexpr std::size_t kTogether = 16 * 1024;
// The queue before us holds what comes in this time at a rate that no relay reaches.
constexpr milliseconds kGather{5};

// A pipe with room takes so much without blocking, and in one piece beside what others write (pipe(7)).
std::string_view next_piece(std::string_view lines) {
  const std::string_view piece = lines.substr(0, PIPE_BUF);
  const std::size_t last_end = piece.rfind('\n');
  return last_end == std::string_view::npos ? piece : piece.substr(0, last_end + 1);
}

}  // namespace

LogSink::LogSink(int descriptor, std::function<bool()> more) : descriptor_(descriptor), more_(std::move(more)) {}

LogSink::~LogSink() { write_out(); }

void LogSink::leave_by(steady_clock::time_point deadline) {
  {
    const std::lock_guard lock(mutex_);
    deadline_ = deadline;
  }
  deadline_changed_.notify_one();
}

void LogSink::sink_it_(const spdlog::details::log_msg& message) {
  formatter_->format(message, lines_);
  if (lines_.size() >= kTogether || !more_comes()) {
    write_out();
    written_ = steady_clock::now();
  }
}

bool LogSink::more_comes() {
  if (!more_ || more_()) {
    return static_cast<bool>(more_);
  }
  const auto gathered = written_ + kGather;
  if (gathered <= steady_clock::now()) {
    return false;
  }
  {
    std::unique_lock lock(mutex_);
    deadline_changed_.wait_until(lock, gathered, [this, gathered] { return deadline_.load() < gathered; });
  }
  return more_();
}

void LogSink::write_out() {
  std::string_view rest(lines_.data(), lines_.size());
  while (!rest.empty() && has_room()) {
    const std::string_view piece = next_piece(rest);
    const ssize_t written = ::write(descriptor_, piece.data(), piece.size());
    if (written < 0 && errno != EINTR && errno != EAGAIN) {
      break;  // the reader is gone
    }
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  lines_.clear();
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
