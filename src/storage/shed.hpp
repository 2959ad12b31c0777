// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/losses.hpp"
#include "relay/ports/spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// A new alert for which there is no room (level 3 of the overload ladder): a count a robot, project and level, in rows
// that are changed where they lie, so that a full file needs no page more for it. Counted as accepted and as shed; what
// a rule suppresses stays suppressed. Call inside a transaction.
[[nodiscard]] Result<void> shed_alert(Database& database, const ports::NewAlert& alert);

// What one robot's group was not shown, because the spool had no room for more.
struct ShedCount {
  std::int64_t alerts;
  WallTime first;                           // WallTime::max() without one
  std::vector<delivery::ShedGroup> groups;  // as in delivery::Losses
};
[[nodiscard]] Result<ShedCount> shed_of(Database& database, std::int64_t robot);
// It was told.
[[nodiscard]] Result<void> forget_shed(Database& database, std::int64_t robot);

}  // namespace relay::storage
