// SPDX-License-Identifier: MIT
#include "sentry/timestamp.hpp"

#include <gtest/gtest.h>

#include "sentry/payload.hpp"

namespace relay::sentry {
namespace {

WallTime at(std::int64_t milliseconds) { return WallTime(Milliseconds(milliseconds)); }

TEST(Timestamp, ReadsTexts) {
  struct Case {
    const char* text;
    std::int64_t milliseconds;
  };
  const Case cases[] = {
      {"2026-11-23T08:15:30.123456Z", 1795421730123}, {"2026-11-23T08:15:30.123456+00:00", 1795421730123},
      {"2026-11-23T16:15:30.1+08:00", 1795421730100}, {"2026-11-23T03:15:30-0500", 1795421730000},
      {"2026-11-23T08:15:30", 1795421730000},         {"2026-11-23 08:15:30.999999999Z", 1795421730999},
      {"2024-02-29T00:00:00z", 1709164800000},        {"1970-01-01T00:00:00Z", 0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(instant_from(std::string_view(c.text)), at(c.milliseconds));
  }
}

TEST(Timestamp, RefusesWhatIsNoInstant) {
  for (const char* text : {"", "now", "2026", "2026-11-23", "2026-13-01T00:00:00Z", "2023-02-29T00:00:00Z",
                           "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z", "2026-11-23T08:15:61Z",
                           "2026-11-23T08:15:30Zx", "2026-11-23T08:15:30+8", "-026-11-23T08:15:30Z", "2026-11-23T08:15",
                           "2026-1-23T08:15:30Z", "2026-11-23T-8:15:30Z", "2026-11-23T08:15:30 +00:00"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(instant_from(std::string_view(text)), std::nullopt);
  }
}

TEST(Timestamp, ReadsSecondsSince1970) {
  const std::string body =
      R"({"a":1795421730.123456,"b":1795421730,"c":12,"d":1795421730123,"e":-5,"f":1e300,"g":null})";
  const Payload payload(body);
  EXPECT_EQ(instant_from(payload.root().at("/a")), at(1795421730123));
  EXPECT_EQ(instant_from(payload.root().at("/b")), at(1795421730000));
  for (const char* pointer : {"/c", "/d", "/e", "/f", "/g", "/h"}) {
    SCOPED_TRACE(pointer);
    EXPECT_EQ(instant_from(payload.root().at(pointer)), std::nullopt);
  }
}

}  // namespace
}  // namespace relay::sentry
