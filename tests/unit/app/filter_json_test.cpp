// SPDX-License-Identifier: MIT
#include "app/filter_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace relay::app {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

TEST(FilterJson, TakesAgesAndTimes) {
  struct Case {
    const char* text;
    WallTime instant;
  };
  const Case cases[] = {
      {"90s", kNow - 90s},
      {"15m", kNow - 15min},
      {"2h", kNow - 2h},
      {"3d", kNow - 72h},
      {"0s", kNow},
      {"2026-11-22", kNow - 24h},
      {"2026-11-22 12:30", kNow - 11h - 30min},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(*instant_of(c.text, TimeZone::utc(), kNow), c.instant) << c.text;
  }
}

TEST(FilterJson, RefusesWhatIsNeither) {
  for (const char* text : {"", "h", "2", "2w", "-2h", "2h3m", "1.5h", "99999999999999999999d", "9999999d", "soon"}) {
    EXPECT_EQ(instant_of(text, TimeZone::utc(), kNow).error().kind, ErrorKind::invalid_argument) << text;
  }
}

TEST(FilterJson, NamesOnlyWhatWasGiven) {
  nlohmann::json json = nlohmann::json::object();
  ASSERT_TRUE(put_filter(json, {}, TimeZone::utc(), kNow));
  EXPECT_EQ(json.dump(), "{}");
  FilterArguments filter;
  filter.alert = 7;
  filter.robot = "ops";
  filter.since = "1h";
  ASSERT_TRUE(put_filter(json, filter, TimeZone::utc(), kNow));
  EXPECT_EQ(json.at("alert"), 7);
  EXPECT_EQ(json.at("robot"), "ops");
  EXPECT_EQ(json.at("since_ms"), (kNow - 1h).time_since_epoch().count());
  EXPECT_EQ(json.size(), 3U);
}

}  // namespace
}  // namespace relay::app
