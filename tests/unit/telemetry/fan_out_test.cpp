// SPDX-License-Identifier: MIT
#include "relay/telemetry/fan_out.hpp"

#include <gtest/gtest.h>

#include "support/recording_events.hpp"

namespace relay::telemetry {
namespace {

TEST(FanOut, GivesEveryEventToEverySink) {
  test::RecordingEvents first;
  test::RecordingEvents second;
  FanOut both{&first, &second};
  both.on(ports::SpoolFailed{"EIO"});
  EXPECT_EQ(first.all.size(), 1U);
  EXPECT_EQ(second.all.size(), 1U);
}

}  // namespace
}  // namespace relay::telemetry
