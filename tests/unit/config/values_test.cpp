// SPDX-License-Identifier: MIT
#include "config/values.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace relay::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Values, Durations) {
  struct Case {
    const char* text;
    seconds value;  // -1: refused
  };
  const seconds refused{-1};
  const Case cases[] = {{"0", seconds{0}},
                        {"0s", seconds{0}},
                        {"10s", seconds{10}},
                        {"30m", minutes{30}},
                        {"72h", hours{72}},
                        {"7d", hours{168}},
                        {"10 s", seconds{10}},
                        {"007s", seconds{7}},
                        {"10", refused},
                        {"", refused},
                        {"s", refused},
                        {"-1s", refused},
                        {"+1s", refused},
                        {"1.5h", refused},
                        {"1h30m", refused},
                        {"10S", refused},
                        {"10ms", refused},
                        {"10 seconds", refused},
                        {"1w", refused},
                        {"9223372036854775807d", refused},
                        {"18446744073709551616s", refused}};
  const DurationBetween any{.least = seconds{0}, .most = hours{24 * 365}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto value = any(c.text);
    ASSERT_EQ(value.has_value(), c.value != refused);
    if (value.has_value()) {
      EXPECT_EQ(*value, c.value);
    }
  }
}

TEST(Values, DurationsHaveBounds) {
  const DurationBetween hour{.least = seconds{90}, .most = hours{1}};
  EXPECT_TRUE(hour("90s").has_value());
  EXPECT_TRUE(hour("1h").has_value());
  EXPECT_EQ(hour("89s").error().detail, "must be from 90s to 1h");
  EXPECT_EQ(hour("61m").error().detail, "must be from 90s to 1h");
}

TEST(Values, Sizes) {
  struct Case {
    const char* text;
    std::uint64_t value;  // 1: refused
  };
  const Case cases[] = {{"4096", 4096},
                        {"4096B", 4096},
                        {"1KiB", 1024},
                        {"100MB", 100'000'000},
                        {"512MiB", 512ULL << 20U},
                        {"1GiB", 1ULL << 30U},
                        {"2 GB", 2'000'000'000},
                        {"1TiB", 1ULL << 40U},
                        {"1TB", 1'000'000'000'000},
                        {"1KB", 1000},
                        {"1gib", 1},
                        {"1G", 1},
                        {"GiB", 1},
                        {"", 1},
                        {"1.5GiB", 1},
                        {"99999999999TiB", 1}};
  const SizeBetween any{.least = 0, .most = std::numeric_limits<std::uint64_t>::max()};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto value = any(c.text);
    ASSERT_EQ(value.has_value(), c.value != 1);
    if (value.has_value()) {
      EXPECT_EQ(*value, c.value);
    }
  }
}

TEST(Values, Switches) {
  for (const char* on : {"true", "True", "TRUE", "yes", "on", "1"}) {
    EXPECT_EQ(*parse_switch(on), true) << on;
  }
  for (const char* off : {"false", "False", "no", "OFF", "0"}) {
    EXPECT_EQ(*parse_switch(off), false) << off;
  }
  for (const char* neither : {"", "y", "2", "truee", "是"}) {
    EXPECT_TRUE(parse_switch(neither).has_error()) << neither;
  }
}

TEST(Values, Names) {
  const std::string longest(64, 'a');
  for (const std::string& good : {std::string("main"), std::string("0"), std::string("a_b-c9"), longest}) {
    EXPECT_TRUE(parse_name(good).has_value()) << good;
  }
  for (const std::string& bad : {std::string(), std::string("_a"), std::string("-"), std::string("A"),
                                 std::string("a.b"), std::string("a/b"), std::string("é"), longest + "a"}) {
    EXPECT_TRUE(parse_name(bad).has_error()) << bad;
  }
}

}  // namespace
}  // namespace relay::config
