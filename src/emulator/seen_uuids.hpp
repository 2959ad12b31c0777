// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>

#include "relay/base/time.hpp"

namespace relay::emulator {

// Row 25: the msgUuids that each robot has shown within the last 24 hours.
class SeenUuids {
 public:
  [[nodiscard]] bool knows(const std::string& robot, const std::string& uuid, BootTime now) const;
  // An empty uuid is never kept.
  void keep(const std::string& robot, const std::string& uuid, BootTime now);
  void clear() { seen_.clear(); }

 private:
  std::map<std::pair<std::string, std::string>, BootTime> seen_;
};

}  // namespace relay::emulator
