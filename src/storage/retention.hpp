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
  std::chrono::seconds payloads;
};

// One small step of forgetting, in a transaction of its own: finished alerts (all of them count as old while the spool
// is full), payloads, dedup keys past their window, attempts that neither an alert nor a rate window needs, free pages.
// True while more remains.
[[nodiscard]] Result<bool> forget_some(Database& database, const Capacity& capacity, const Retention& retention,
                                       const Moment& moment);

// At most a step of the alerts finished until then, oldest first, inside the caller's transaction. True when there may
// be more.
[[nodiscard]] Result<bool> drop_finished(Database& database, WallTime until);

}  // namespace relay::storage
