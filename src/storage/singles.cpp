// SPDX-License-Identifier: MIT
#include "storage/singles.hpp"

#include <utility>

#include "storage/attempts.hpp"
#include "storage/backlog.hpp"
#include "storage/deliveries.hpp"

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
  const Result<ports::AttemptId> attempt = begin_attempt(database, (*pending)->id, next.robot_key, *slot, moment);
  if (!attempt) {
    return attempt.error();
  }
  return std::optional<StartedAttempt>({*attempt, std::move(**pending), *slot});
}

}  // namespace relay::storage
