// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/delivery.hpp"

namespace relay::delivery {

// Alerts of one project and level that were counted and not stored.
struct ShedGroup {
  std::string project;  // empty: of several
  alert::Level level;
  std::int64_t alerts;

  bool operator==(const ShedGroup&) const = default;
};

// What one robot's group was not shown since it was last told so.
struct Losses {
  std::vector<std::pair<State, std::int64_t>> ends;  // dead, unknown, expired, shed; only those above 0
  WallTime since;                                    // when the first of them ended
  std::vector<ShedGroup> shed{};  // worst level first, then the largest; their sum is that of State::shed

  [[nodiscard]] std::int64_t total() const {
    std::int64_t sum = 0;
    for (const auto& [state, count] : ends) {
      sum += count;
    }
    return sum;
  }
};

}  // namespace relay::delivery
