// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Attempts matter to a rate window for a minute; nothing younger than this is ever deleted.
constexpr Milliseconds kLedgerKept = std::chrono::minutes{10};

// The last sends of each slot that count, newest first. One of another boot ended when this boot first opened the
// spool, for nobody knows how long ago it was; one still open ends now.
[[nodiscard]] Result<ports::RobotLedger> read_ledger(Database& database, const std::string& robot_key,
                                                     delivery::SlotCounts slots, const Moment& moment);

// A spool that replaces a damaged one does not know what was sent: every robot's window is taken for full.
[[nodiscard]] Result<void> assume_full_windows(Database& database, BootTime now);

}  // namespace relay::storage
