// SPDX-License-Identifier: MIT
#include "dingtalk/dates.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;

WallTime at(std::chrono::sys_days day, Milliseconds time) { return WallTime(day) + time; }

TEST(ParseHttpDate, ReadsTheExampleOfTheStandard) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), at(1994y / 11 / 6, 8h + 49min + 37s));
}

TEST(ParseHttpDate, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08.49.37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT "}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(parse_http_date(text), std::nullopt);
  }
}

TEST(ParseRfc3339, ReadsWhatSentryWrites) {
  const WallTime expected = at(2026y / 3 / 2, 3h + 4min + 5s);
  for (const std::string_view text :
       {"2026-03-02T03:04:05Z", "2026-03-02T03:04:05.678901Z", "2026-03-02 03:04:05", "2026-03-02T11:04:05+08:00",
        "2026-03-02T11:04:05.5+0800", "2026-03-01T23:34:05-03:30", "2026-03-02T03:04:05.678901"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(parse_rfc3339(text), expected);
  }
}

TEST(ParseRfc3339, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "2026-03-02", "yesterday at five o'clock", "2026-13-02T03:04:05Z", "2026-02-30T03:04:05Z",
        "2026-03-02T03:04:05+8", "2026-03-02T03:04:05+", "2026-03-02T03:04:05 UTC", "1767225600000"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(parse_rfc3339(text), std::nullopt);
  }
}

}  // namespace
}  // namespace relay::dingtalk
