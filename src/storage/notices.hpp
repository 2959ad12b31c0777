// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// What the relay itself has to say in the chats. All inside a transaction.

// An alert of its own, which goes alone and first and is never a loss that is told in its turn.
[[nodiscard]] Result<void> store_notice(Database& database, alert::Alert notice, const std::vector<std::string>& robots,
                                        const Moment& moment);

// ports::Spool of the same names.
[[nodiscard]] Result<std::vector<std::string>> untold_losses(Database& database, Milliseconds interval,
                                                             const Moment& moment);
[[nodiscard]] Result<std::int64_t> tell_losses(Database& database, const std::string& robot,
                                               const std::function<alert::Alert(const delivery::Losses&)>& compose,
                                               const Moment& moment);
[[nodiscard]] Result<ports::SourceState> watch_source(Database& database, const ports::SourceWatch& watch,
                                                      const Moment& moment);

}  // namespace relay::storage
