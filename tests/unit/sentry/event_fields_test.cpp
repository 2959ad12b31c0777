// SPDX-License-Identifier: MIT
#include "sentry/event_fields.hpp"

#include <gtest/gtest.h>

#include "sentry/payload.hpp"

namespace relay::sentry {
namespace {

TEST(EventFields, FindTheLastExceptionOfEveryAge) {
  for (const char* event : {R"({"exception":{"values":[{"type":"A"},{"type":"B"}]}})",
                            R"({"sentry.interfaces.Exception":{"values":[{"type":"B"}]}})",
                            R"({"exception":[{"type":"A"},{"type":"B"}]})"}) {
    SCOPED_TRACE(event);
    const std::string body = event;
    const Payload payload(body);
    EXPECT_EQ(last_exception(payload.root()).at("/type").text(), "B");
  }
}

TEST(EventFields, AnswerForAnEmptyEvent) {
  const Value nothing;
  EXPECT_EQ(last_exception(nothing).type(), Node::Type::missing);
  EXPECT_EQ(event_title(nothing), "");
  EXPECT_EQ(event_message(nothing, ""), "");
  EXPECT_EQ(event_message(nothing, "beside"), "beside");
  EXPECT_EQ(event_location(nothing), "");
  EXPECT_EQ(event_release(nothing), "");
  EXPECT_EQ(event_environment(nothing), "");
  EXPECT_EQ(event_level(nothing), alert::Level::unknown);
}

TEST(EventFields, LocationInOrderOfPreference) {
  struct Case {
    const char* event;
    const char* location;
  };
  const Case cases[] = {
      {R"({"culprit":"c","location":"l"})", "c"},
      {R"({"culprit":"","occurrence":{"culprit":"o"},"location":"l"})", "o"},
      {R"({"culprit":null,"location":"l"})", "l"},
      {R"({"metadata":{"filename":"f.py","function":"g"}})", "f.py in g"},
      {R"({"metadata":{"filename":"f.py"},"transaction":"t"})", "f.py"},
      {R"({"metadata":{"function":"g"},"transaction":"t"})", "t"},
      {R"({"tags":[["transaction","tagged"]]})", "tagged"},
      {R"({"type":"csp","culprit":"c","metadata":{"uri":"https://shop.example.com/"}})", "https://shop.example.com/"},
      {R"({"type":"csp","culprit":"c"})", "c"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.event);
    const std::string body = c.event;
    const Payload payload(body);
    EXPECT_EQ(event_location(payload.root()), c.location);
  }
}

TEST(EventFields, ReleaseMayBeAnObject) {
  const std::string body = R"({"release":{"version":"shop@1.2"}})";
  const Payload payload(body);
  EXPECT_EQ(event_release(payload.root()), "shop@1.2");
}

}  // namespace
}  // namespace relay::sentry
