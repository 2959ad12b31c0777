// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>

#include "relay/alert/alert.hpp"
#include "relay/base/result.hpp"
#include "relay/delivery/shed.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// A new alert for which there is no room (level 3 of the overload ladder): a count a robot, project and level, in rows
// that are changed where they lie, so that a full file needs no page more for it. Counted as accepted and as shed; what
// a rule suppresses stays suppressed. Call inside a transaction.
[[nodiscard]] Result<void> shed_alert(Database& database, const ports::NewAlert& alert);

// A robot whose group must be told what it was not shown: nothing within the first minute, then once an hour at most.
[[nodiscard]] Result<std::optional<delivery::Shed>> shed_to_tell(Database& database, WallTime now);
// `notice` waits for the robot as any other alert does, with or without room, and what it tells is told. Call inside a
// transaction, with what shed_to_tell found in it.
[[nodiscard]] Result<void> tell_shed(Database& database, const delivery::Shed& shed, const alert::Alert& notice,
                                     const Moment& moment);

}  // namespace relay::storage
