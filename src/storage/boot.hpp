// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// /proc/sys/kernel/random/boot_id; empty when it cannot be read (systemd's ProcSubset=pid hides it).
[[nodiscard]] std::optional<std::string> read_boot_id();

// Boots are numbered in each spool, so that rows stay narrow and sort by time across boots.
struct Boot {
  std::int64_t number;
  BootTime began;  // when the spool was first opened in this boot
};

// One instant by all clocks.
struct Moment {
  Boot boot;
  BootTime now;
  WallTime wall;  // by AgeClock
};

// All instants in the spool belong to this boot from now on. In a new boot (or when boot time ran backwards, as in
// another time namespace) what waited for an instant is due at once, and blocks are carried over by block.hpp.
// Call inside a transaction.
[[nodiscard]] Result<Boot> adopt_boot(Database& database, const std::string& boot_id, BootTime now, WallTime wall);

}  // namespace relay::storage
