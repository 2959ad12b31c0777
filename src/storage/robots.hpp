// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
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

struct KnownRobot {
  std::int64_t id;
  bool paused;
};
[[nodiscard]] Result<std::optional<KnownRobot>> find_known_robot(Database& database, const std::string& name);

// Since when an operator keeps it silent; nothing: it may speak. Whether that changed anything.
[[nodiscard]] Result<bool> set_paused(Database& database, const std::string& name, std::optional<WallTime> since);
// By name.
[[nodiscard]] Result<std::vector<std::string>> paused_robots(Database& database);

}  // namespace relay::storage
