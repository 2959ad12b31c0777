// SPDX-License-Identifier: MIT
#include "emulator/seen_uuids.hpp"

#include <chrono>
#include <cstddef>

namespace relay::emulator {
namespace {

constexpr std::chrono::hours kKept{24};
constexpr std::size_t kMany = 100'000;

}  // namespace

bool SeenUuids::knows(const std::string& robot, const std::string& uuid, BootTime now) const {
  const auto found = seen_.find({robot, uuid});
  return found != seen_.end() && now - found->second < kKept;
}

void SeenUuids::keep(const std::string& robot, const std::string& uuid, BootTime now) {
  if (uuid.empty()) {
    return;
  }
  if (seen_.size() >= kMany) {
    std::erase_if(seen_, [&](const auto& entry) { return now - entry.second >= kKept; });
  }
  seen_.insert_or_assign({robot, uuid}, now);
}

}  // namespace relay::emulator
