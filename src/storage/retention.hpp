// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "storage/boot.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"

namespace relay::storage {

struct Retention {
  std::chrono::seconds finished;  // alerts of which nothing waits any more, with all that belongs to them
  std::chrono::seconds dead;      // likewise, but a delivery of them is a dead letter, which may be redriven
  std::chrono::seconds payloads;
};

// Of the alerts with dead letters only the latest are kept.
inline constexpr std::int64_t kDeadLettersKept = 10'000;

// One small step of forgetting, in a transaction of its own: finished alerts (all of them count as old while the spool
// is full), payloads, dedup keys past their window, attempts that neither an alert nor a rate window needs, free pages.
// True while more remains.
[[nodiscard]] Result<bool> forget_some(Database& database, const Capacity& capacity, const Retention& retention,
                                       const Moment& moment);

// At most a step of the alerts finished until then, those without dead letters first, then the oldest, inside the
// caller's transaction. True when there may be more.
[[nodiscard]] Result<bool> drop_finished(Database& database, WallTime until);

}  // namespace relay::storage
