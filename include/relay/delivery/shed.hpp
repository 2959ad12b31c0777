// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"

namespace relay::delivery {

// Alerts of one project and level that were counted and not stored.
struct ShedGroup {
  std::string project;  // empty: of several
  alert::Level level;
  std::int64_t alerts;

  bool operator==(const ShedGroup&) const = default;
};

// What one robot's group was not shown alert by alert, because the spool had no room for more.
struct Shed {
  std::string robot;
  std::int64_t alerts;
  WallTime first;
  WallTime last;
  std::vector<ShedGroup> groups;  // worst level first, then the largest; their sum is `alerts`
};

}  // namespace relay::delivery
