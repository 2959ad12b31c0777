// SPDX-License-Identifier: MIT
#include "relay/delivery/delay.hpp"

#include <array>
#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

constexpr BootTime kNow{1'000s};

struct Case {
  const char* what;
  Milliseconds waited;
  std::optional<Trouble> last;
  BootTime running_since;
  std::optional<Delay> expected;
};

TEST(DelayOf, SaysWhatKeptAMessageBack) {
  const auto cases = std::to_array<Case>({
      {"soon enough", 59s, std::nullopt, BootTime{}, std::nullopt},
      {"soon enough, whatever happened", 59s, Trouble{Reason::connect, kNow}, BootTime{}, std::nullopt},
      {"our own rate", 60s, std::nullopt, BootTime{}, Delay{60s, Reason::rate_limit}},
      {"a trouble within the wait", 300s, Trouble{Reason::keyword_missing, kNow - 10s}, BootTime{},
       Delay{300s, Reason::keyword_missing}},
      {"a trouble that was over before", 100s, Trouble{Reason::connect, kNow - 200s}, BootTime{},
       Delay{100s, Reason::rate_limit}},
      {"a trouble that ended just as the wait began", 100s, Trouble{Reason::connect, kNow - 100s}, BootTime{},
       Delay{100s, Reason::rate_limit}},
      {"accepted before this run", 300s, std::nullopt, kNow - 20s, Delay{300s, Reason::none}},
      {"accepted before this run, and trouble since", 300s, Trouble{Reason::busy, kNow - 5s}, kNow - 20s,
       Delay{300s, Reason::busy}},
  });
  for (const Case& c : cases) {
    EXPECT_EQ(delay_of(c.waited, c.last, c.running_since, kNow), c.expected) << c.what;
  }
}

}  // namespace
}  // namespace relay::delivery
