// SPDX-License-Identifier: MIT
#include "sim/scenario.hpp"

#include <gtest/gtest.h>

namespace relay::sim {
namespace {

TEST(Scenario, ASeedIsOneStory) {
  const Record first = simulate(7, false);
  const Record other = simulate(8, false);
  const Record again = simulate(7, false);
  EXPECT_EQ(first.fingerprint, again.fingerprint);
  EXPECT_NE(first.fingerprint, other.fingerprint);
  EXPECT_EQ(first.attempts.size(), again.attempts.size());
}

}  // namespace
}  // namespace relay::sim
