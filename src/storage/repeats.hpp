// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Repeat quieting: one row of `repeat` for a robot and an issue whose events it wants counted. After a message about
// the issue its next events wait until the interval is over; one of them then stands for all. All inside a transaction.

// How a new delivery joins the others of its issue.
struct Quiet {
  std::optional<std::int64_t> repeat;  // repeat.id
  BootTime due{};                      // not before; the epoch: at once
};
[[nodiscard]] Result<Quiet> quiet_of(Database& database, std::int64_t robot, const std::string& issue,
                                     Milliseconds interval, const Moment& moment);

// Those that would ride on a message about this delivery now, up to `last`: no members of a digest under way, and, when
// an earlier one may have been seen, those that were on it.
struct Ride {
  delivery::Riders riders;
  ports::DeliveryId last;  // 0: those that are bound to it
};
[[nodiscard]] Result<std::optional<Ride>> riders_of(Database& database, const ports::PendingDelivery& leader);

// The attempt's message speaks of them.
[[nodiscard]] Result<void> board(Database& database, ports::AttemptId attempt, const Ride& ride);

// Of an attempt at a delivery whose delivery.repeat is `repeat`, with riders up to `last`.
struct Boarded {
  ports::DeliveryId leader;
  std::int64_t repeat;
  ports::DeliveryId last;
};
// Its message was shown: the riders become `digested`, the others wait until the interval is over.
[[nodiscard]] Result<void> settle_riders(Database& database, const Boarded& shown, const Moment& moment);
// It may have been shown, and goes once more: until then its riders go nowhere else, where they would be untagged
// copies. They end as the leader does (delivery_change.hpp); nothing is bound to one that waits no more, as it would
// never end.
[[nodiscard]] Result<void> bind_riders(Database& database, const Boarded& doubtful);

// Rows whose interval is over and that nothing waits for; true when there may be more.
[[nodiscard]] Result<bool> drop_repeats(Database& database, WallTime now);

}  // namespace relay::storage
