// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "relay/ports/spool.hpp"

namespace relay::test {

// When the sends of a ledger ended, whatever their slots.
inline std::vector<BootTime> ends_of(const ports::RobotLedger& ledger) {
  std::vector<BootTime> ends;
  for (const ports::PastSend& send : ledger.sends) {
    ends.push_back(send.ended);
  }
  return ends;
}

}  // namespace relay::test
