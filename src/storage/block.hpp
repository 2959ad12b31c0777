// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/verdict.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// "This robot sends nothing before `until`", kept over restarts; keyed by what the robot is at DingTalk.
struct Block {
  BootTime until;
  delivery::Reason reason;
};

// Never shortens a block that stands.
[[nodiscard]] Result<void> set_block(Database& database, const std::string& robot_key, const Block& block, BootTime now,
                                     WallTime wall);

// Nothing when it is over.
[[nodiscard]] Result<std::optional<Block>> read_block(Database& database, const std::string& robot_key, BootTime now);

// In a new boot only the wall clock knows how long a block has run: what remains by it, at most 605 s; all of 605 s
// when it stands before the instant at which the block was set.
[[nodiscard]] Result<void> carry_blocks_over(Database& database, BootTime now, WallTime wall);

}  // namespace relay::storage
