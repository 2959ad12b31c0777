// SPDX-License-Identifier: MIT
#include "storage/block.hpp"

#include <cstdint>
#include <string_view>

#include "storage/query.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kLongestCarried = 605s;  // DingTalk blocks for ten minutes

}  // namespace

Result<void> set_block(Database& database, const std::string& robot_key, const Block& block, BootTime now,
                       WallTime wall) {
  const Result<std::int64_t> id = robot_key_id(database, robot_key);
  if (!id) {
    return id.error();
  }
  return run(database,
             "UPDATE robot_key SET block_until = ?1, block_until_wall = ?2, block_set_wall = ?3, block_reason = ?4"
             " WHERE id = ?5 AND ?1 > coalesce(block_until, 0)",
             block.until, wall + (block.until - now), wall, delivery::to_string(block.reason), *id);
}

Result<std::optional<Block>> read_block(Database& database, const std::string& robot_key, BootTime now) {
  Query query(database, "SELECT block_until, block_reason FROM robot_key WHERE key = ? AND block_until > ?", robot_key,
              now);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<Block>{};
  }
  return std::optional<Block>({query.boot_time(0), delivery::reason_from(query.text(1))});
}

Result<void> carry_blocks_over(Database& database, BootTime now, WallTime wall) {
  return run(database,
             "UPDATE robot_key SET block_until = ?1 + iif(?2 < block_set_wall, ?3,"
             " max(0, min(?3, block_until_wall - ?2))) WHERE block_until IS NOT NULL",
             now, wall, kLongestCarried.count());
}

}  // namespace relay::storage
