// SPDX-License-Identifier: MIT
#include "relay/delivery/delivery.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

// The spool stores these names.
TEST(State, HasAName) {
  struct Case {
    State state;
    const char* name;
  };
  const Case cases[] = {
      {State::pending, "pending"},     {State::shown, "shown"},
      {State::digested, "digested"},   {State::suppressed, "suppressed"},
      {State::duplicate, "duplicate"}, {State::dead, "dead"},
      {State::unknown, "unknown"},     {State::expired, "expired"},
      {State::discarded, "discarded"}, {State::shed, "shed"},
  };
  EXPECT_EQ(std::size(cases), kStates.size());
  for (const Case& c : cases) {
    EXPECT_EQ(to_string(c.state), c.name);
    EXPECT_EQ(state_from(c.name), c.state);
  }
  EXPECT_EQ(state_from("lost"), std::nullopt);
}

TEST(Progress, BeginsWithNothingTried) { EXPECT_EQ(Progress{}, (Progress{0, 0, 0, 0, Form::full})); }

}  // namespace
}  // namespace relay::delivery
