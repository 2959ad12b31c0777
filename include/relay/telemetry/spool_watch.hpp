// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>

#include "relay/base/time.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/spool.hpp"

namespace relay::telemetry {

// The spool's status for scrapes and probes, asked for at most once a second, however many come: they cannot load the
// storage thread. While one question is under way, the others get the last answer.
class SpoolWatch {
 public:
  // Both outlive it.
  SpoolWatch(ports::Spool& spool, const ports::Clock& clock) : spool_(spool), clock_(clock) {}

  // Empty when the spool has failed, and before the first answer. Waits for the disk like every other call of the
  // spool.
  boost::asio::awaitable<std::optional<ports::SpoolStatus>> latest();

 private:
  ports::Spool& spool_;
  const ports::Clock& clock_;
  std::optional<ports::SpoolStatus> status_;
  std::optional<BootTime> asked_;
  bool asking_{false};
};

}  // namespace relay::telemetry
