// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Deliveries by filter, in steps: one looks at no more than kPickStep rows.
inline constexpr std::int64_t kPickStep = 2'000;

enum class PickOrder { newest_first, oldest_first };

struct Picked {
  ports::DeliveryId id;
  ports::AlertId alert;
  delivery::State state;
  std::string robot;
};
struct Pick {
  std::vector<Picked> found;  // at most `most`
  ports::DeliveryId next;     // where to go on; 0: that was all
};

// `from`: 0 at first, then Pick::next.
[[nodiscard]] Result<Pick> pick_deliveries(Database& database, const ports::DeliveryFilter& filter, PickOrder order,
                                           ports::DeliveryId from, std::size_t most);

}  // namespace relay::storage
