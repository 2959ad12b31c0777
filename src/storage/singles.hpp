// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// See ports::Spool::begin_single. `uid` is the spool's. Inside a transaction.
[[nodiscard]] Result<std::optional<ports::StartedAttempt>> begin_single(Database& database,
                                                                        const ports::NextSingle& next,
                                                                        const std::string& uid, const Moment& moment);

}  // namespace relay::storage
