// SPDX-License-Identifier: MIT
#include "relay/emulator/fault.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(Fault, EveryKindHasANameThatLeadsBack) {
  for (int i = 0; i <= static_cast<int>(FaultKind::keepalive_close); ++i) {
    const auto kind = static_cast<FaultKind>(i);
    SCOPED_TRACE(i);
    EXPECT_FALSE(name_of(kind).empty());
    EXPECT_EQ(fault_kind(name_of(kind)), kind);
  }
}

TEST(Fault, UnknownNameIsNoFault) { EXPECT_EQ(fault_kind("sleepy"), std::nullopt); }

}  // namespace
}  // namespace relay::emulator
