// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Narrow numbers for what many rows name; made when the name is new. A delivery belongs to a robot's configured name,
// attempts and blocks to its key: what it is at DingTalk.
[[nodiscard]] Result<std::int64_t> robot_id(Database& database, const std::string& name);
[[nodiscard]] Result<std::int64_t> robot_key_id(Database& database, const std::string& key);

// Every robot for which deliveries wait, by name.
[[nodiscard]] Result<std::vector<WaitingRobot>> waiting_robots(Database& database);

// Makes nothing.
[[nodiscard]] Result<std::optional<std::int64_t>> find_robot(Database& database, const std::string& name);

}  // namespace relay::storage
