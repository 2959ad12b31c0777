// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/database.hpp"
#include "storage/delivery_pick.hpp"

namespace relay::storage {

// Everything about these that a list shows, in their order.
[[nodiscard]] Result<std::vector<ports::ListedDelivery>> describe(Database& database,
                                                                  const std::vector<Picked>& picked);

}  // namespace relay::storage
