// SPDX-License-Identifier: MIT
#include "relay/base/time_zone.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <optional>

namespace relay {
namespace {

using namespace std::chrono_literals;

constexpr WallTime at(std::int64_t seconds) { return WallTime(std::chrono::seconds{seconds}); }

std::string in(const char* zone, WallTime time) {
  const Result<TimeZone> found = TimeZone::find(zone);
  return found.has_value() ? found->format(time) : found.error().detail;
}

// TZ for the length of one test; tests of this program run one after the other.
class WithTz {
 public:
  explicit WithTz(const char* value) {
    if (const char* old = std::getenv("TZ")) {
      old_ = old;
    }
    ::setenv("TZ", value, 1);
  }
  ~WithTz() {
    if (old_.has_value()) {
      ::setenv("TZ", old_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
  }
  WithTz(const WithTz&) = delete;
  WithTz& operator=(const WithTz&) = delete;

 private:
  std::optional<std::string> old_;
};

TEST(TimeZone, FormatsWithTheOffset) {
  const WallTime time = at(1'795'417'445);
  EXPECT_EQ(in("UTC", time), "2026-11-23 07:04:05 +00:00");
  EXPECT_EQ(in("Asia/Shanghai", time), "2026-11-23 15:04:05 +08:00");
  EXPECT_EQ(in("America/New_York", time), "2026-11-23 02:04:05 -05:00");
  EXPECT_EQ(in("Asia/Kolkata", time), "2026-11-23 12:34:05 +05:30");
}

TEST(TimeZone, ReadsATimeAsPeopleWriteIt) {
  const TimeZone zone = *TimeZone::find("Asia/Shanghai");
  for (const char* text : {"2026-11-23 15:04:05", "2026-11-23T15:04:05"}) {
    EXPECT_EQ(*zone.parse(text), at(1'795'417'445)) << text;
  }
  EXPECT_EQ(*zone.parse("2026-11-23 15:04"), at(1'795'417'440));
  EXPECT_EQ(*zone.parse("2026-11-23"), at(1'795'363'200));
  EXPECT_EQ(*TimeZone::utc().parse("2026-11-23 07:04:05"), at(1'795'417'445));
  for (const char* text :
       {"", "yesterday", "15:04", "2026-13-01", "2026-11-23 25:00", "2026-11-23 15:04:05 and more"}) {
    EXPECT_EQ(zone.parse(text).error().kind, ErrorKind::invalid_argument) << text;
  }
}

TEST(TimeZone, TakesTheEarlierOfTwoInstants) {
  EXPECT_EQ(*TimeZone::find("Europe/Berlin")->parse("2026-10-25 02:30"), at(1'792'888'200));
}

TEST(TimeZone, KnowsSummerTime) {
  EXPECT_EQ(in("Europe/Berlin", at(1'782'864'000)), "2026-07-01 02:00:00 +02:00");
  EXPECT_EQ(in("Europe/Berlin", at(1'767'225'600)), "2026-01-01 01:00:00 +01:00");
}

TEST(TimeZone, CutsMillisecondsDownwards) {
  EXPECT_EQ(TimeZone::utc().format(at(0) + 999ms), "1970-01-01 00:00:00 +00:00");
  EXPECT_EQ(TimeZone::utc().format(at(0) - 1ms), "1969-12-31 23:59:59 +00:00");
  EXPECT_EQ(in("Asia/Shanghai", at(0) + 1ms), "1970-01-01 08:00:00 +08:00");
}

TEST(TimeZone, RefusesUnknownNames) {
  for (const char* name : {"", "Mars/Olympus", "asia/shanghai", "+08:00", "../../etc/passwd"}) {
    const Result<TimeZone> found = TimeZone::find(name);
    ASSERT_TRUE(found.has_error()) << name;
    EXPECT_EQ(found.error().kind, ErrorKind::not_found);
  }
}

TEST(TimeZone, HasAName) {
  EXPECT_EQ(TimeZone::utc().name(), "UTC");
  EXPECT_EQ(TimeZone::find("UTC")->name(), "UTC");
  EXPECT_EQ(TimeZone::find("Asia/Shanghai")->name(), "Asia/Shanghai");
}

TEST(TimeZone, LocalFollowsTz) {
  {
    const WithTz tz("Asia/Shanghai");
    EXPECT_EQ(TimeZone::local().name(), "Asia/Shanghai");
  }
  {
    const WithTz tz(":Europe/Berlin");
    EXPECT_EQ(TimeZone::local().name(), "Europe/Berlin");
  }
  {
    const WithTz tz("UTC");
    EXPECT_EQ(TimeZone::local().format(at(0)), "1970-01-01 00:00:00 +00:00");
  }
}

TEST(TimeZone, LocalWithoutAUsefulTzIsStillAZone) {
  for (const char* value : {"", "no such zone", "CST-8"}) {
    const WithTz tz(value);
    EXPECT_FALSE(TimeZone::local().name().empty()) << value;
  }
}

}  // namespace
}  // namespace relay
