// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/digest.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Whether an alert is the first of its issue; `issue` is known from then on.
[[nodiscard]] Result<delivery::Novelty> note_issue(Database& database, const std::string& issue, WallTime now);

// Those not heard of since `until`, some at a time; true while more remain.
[[nodiscard]] Result<bool> drop_issues(Database& database, WallTime until);

}  // namespace relay::storage
