// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// What was tried and done, oldest first.
[[nodiscard]] Result<std::vector<ports::PastAttempt>> attempts_of(Database& database, ports::DeliveryId delivery);
[[nodiscard]] Result<std::vector<ports::PastOperation>> operations_on(Database& database, ports::DeliveryId delivery);

[[nodiscard]] Result<std::vector<ports::PastAttempt>> attempts_at(Database& database, ports::DigestId digest);

}  // namespace relay::storage
