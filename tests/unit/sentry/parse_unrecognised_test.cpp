// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::fact;
using test::source;

TEST(ParseUnrecognised, NamesResourceSizeAndFirstKeys) {
  const Parsed parsed = test::parse_fixture("monitor-unknown");
  EXPECT_FALSE(parsed.understood);
  EXPECT_TRUE(parsed.is_json);
  EXPECT_EQ(parsed.alert.kind, alert::Kind::unrecognised);
  EXPECT_EQ(parsed.alert.resource, "monitor");
  EXPECT_EQ(parsed.alert.action, "checked_in");
  EXPECT_EQ(parsed.alert.title, "Sentry sent something this relay does not know: monitor");
  EXPECT_EQ(fact(parsed, FactName::resource), "monitor");
  EXPECT_EQ(fact(parsed, FactName::body_keys), "action, installation, data.monitor, data.checkin, actor");
  EXPECT_TRUE(parsed.dedup.subject.starts_with("body:"));
}

TEST(ParseUnrecognised, ShowsNoValue) {
  const Parsed parsed = test::parse_fixture("monitor-unknown");
  for (const alert::Fact& fact : parsed.alert.facts) {
    EXPECT_THAT(fact.value, testing::Not(testing::HasSubstr("not-to-be-shown")));
  }
}

TEST(ParseUnrecognised, DescribesWhatHasNoName) {
  struct Case {
    const char* body;
    const char* resource;
    const char* title;
  };
  const Case cases[] = {
      {"", "", "an empty body"},
      {"{}", "", "an empty object"},
      {"[1]", "", "a body that is no JSON object"},
      {"{\"data\":{\"event\":{", "", "a body that is no JSON object"},
      {R"({"hello":1,"data":{"world":2}})", "", "an object with hello, data.world"},
      {R"({"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1})", "", "an object with a, b, c, d, e, f, g, h, …"},
      {"oops", "issue", "issue, a body that is no JSON object"},
      {"{\"x\":1}", "new\xFF\nthing", "new\uFFFD thing"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.body);
    const Parsed parsed = parse(c.body, c.resource, source());
    EXPECT_FALSE(parsed.understood);
    EXPECT_EQ(parsed.alert.title, std::string("Sentry sent something this relay does not know: ") + c.title);
    EXPECT_EQ(fact(parsed, FactName::body_size), std::to_string(std::string(c.body).size()));
  }
}

TEST(ParseUnrecognised, SaysWhetherItWasJson) {
  EXPECT_TRUE(parse("{}", "", source()).is_json);
  EXPECT_FALSE(parse("[]", "", source()).is_json);
  EXPECT_FALSE(parse("{", "", source()).is_json);
}

}  // namespace
}  // namespace relay::sentry
