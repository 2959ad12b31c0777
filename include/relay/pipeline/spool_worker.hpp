// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <optional>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/pipeline/wake_signal.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"

namespace relay::pipeline {

// What every loop over the spool has: it pauses until an instant or until it is woken, and ends when it is stopped or
// the spool fails. All on the I/O thread.
class SpoolWorker {
 public:
  // The references outlive it.
  SpoolWorker(boost::asio::any_io_executor executor, ports::Clock& clock, ports::EventSink& events);

  void wake() { signal_.notify(); }
  void stop();
  [[nodiscard]] bool is_stopping() const { return stopping_; }
  [[nodiscard]] bool has_spool_failed() const { return spool_failed_; }

  // True when the call failed. `io` also stops the loop, after a SpoolFailed event: the disk is not touched again.
  template <class T>
  [[nodiscard]] bool failed(const Result<T>& result) {
    if (result.has_error()) {
      note(result.error());
    }
    return result.has_error();
  }

  // Without an instant until it is woken. Returns at once when it was woken or stopped meanwhile.
  boost::asio::awaitable<void> pause(std::optional<BootTime> until);

 private:
  void note(const Error& error);

  ports::Clock& clock_;
  ports::EventSink& events_;
  WakeSignal signal_;
  bool stopping_{false};
  bool spool_failed_{false};
};

}  // namespace relay::pipeline
