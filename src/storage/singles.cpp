// SPDX-License-Identifier: MIT
#include "storage/singles.hpp"

#include <utility>

#include "storage/attempts.hpp"
#include "storage/backlog.hpp"
#include "storage/deliveries.hpp"
#include "storage/repeats.hpp"

namespace relay::storage {

using ports::StartedAttempt;

Result<std::optional<StartedAttempt>> begin_single(Database& database, const ports::NextSingle& next,
                                                   const std::string& uid, const Moment& moment) {
  const Result<Waiting> waiting = read_waiting(database, next.robot, next.behind, moment);
  if (!waiting) {
    return waiting.error();
  }
  const std::optional<delivery::Slot> slot = next.decide(waiting->backlog);
  if (!slot.has_value() || !waiting->first.has_value()) {
    return std::optional<StartedAttempt>{};
  }
  Result<std::optional<ports::PendingDelivery>> pending = read_delivery(database, *waiting->first, uid);
  if (!pending) {
    return pending.error();
  }
  if (!pending->has_value()) {
    return std::optional<StartedAttempt>{};
  }
  const Result<std::optional<Ride>> ride = riders_of(database, **pending);
  if (!ride) {
    return ride.error();
  }
  const Result<ports::AttemptId> attempt = begin_attempt(database, (*pending)->id, next.robot_key, *slot, moment);
  if (!attempt) {
    return attempt.error();
  }
  if (ride->has_value()) {
    (*pending)->riders = (*ride)->riders;
    if (const Result<void> boarded = board(database, *attempt, **ride); !boarded) {
      return boarded.error();
    }
  }
  return std::optional<StartedAttempt>({*attempt, std::move(**pending), *slot});
}

}  // namespace relay::storage
