// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

inline constexpr std::int64_t kCopyStep = 256;

// What one step did.
struct Copied {
  std::int64_t copies;
  bool more;
};

// ports::Spool::divert, at most kCopyStep of the robot's waiting deliveries. An alert that the fallback has anyway, and
// the relay's own notices, are not copied. Inside a transaction.
[[nodiscard]] Result<Copied> copy_waiting(Database& database, const ports::Diversion& diversion, const Moment& moment);

[[nodiscard]] Result<void> end_diversion(Database& database, const std::string& robot);

}  // namespace relay::storage
