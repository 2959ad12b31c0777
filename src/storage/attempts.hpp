// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// All of them inside a transaction.

// not_found when the delivery does not wait (any more).
[[nodiscard]] Result<ports::AttemptId> begin_attempt(Database& database, ports::DeliveryId delivery,
                                                     const std::string& robot_key, delivery::Slot slot,
                                                     const Moment& moment);

// The same for a digest that is pending.
[[nodiscard]] Result<ports::AttemptId> begin_digest_attempt(Database& database, ports::DigestId digest,
                                                            const std::string& robot_key, const Moment& moment);

// not_found when the attempt is not open. An aborted one stays open, for close_interrupted at the next start.
[[nodiscard]] Result<void> end_attempt(Database& database, ports::AttemptId attempt, const ports::Outcome& outcome,
                                       const Moment& moment);

// Attempts that a crash or a stop left open end now, with unknown outcome; how many did. delivery::after() decides what
// becomes of their deliveries and digests.
[[nodiscard]] Result<std::int64_t> close_interrupted(Database& database, const Moment& moment);

}  // namespace relay::storage
