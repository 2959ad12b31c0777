// SPDX-License-Identifier: MIT
#include "sentry/issue_fields.hpp"

#include <gtest/gtest.h>

#include "sentry/payload.hpp"

namespace relay::sentry {
namespace {

alert::Alert read(const std::string& issue) {
  const Source source;
  const Payload payload(issue);
  alert::Alert alert;
  read_issue({payload.root(), issue, "", source}, payload.root(), alert);
  add_counts(payload.root(), alert);
  return alert;
}

TEST(IssueFields, LinkInOrderOfPreference) {
  struct Case {
    const char* issue;
    const char* link;
  };
  const Case cases[] = {
      {R"({"web_url":"https://s.example/organizations/o/issues/1/","permalink":"https://s.example/organizations/o/issues/2/"})",
       "https://s.example/organizations/o/issues/1/"},
      {R"({"webUrl":"https://o.sentry.io/issues/1/"})", "https://o.sentry.io/issues/1/"},
      {R"({"web_url":null,"permalink":"https://s.example/o/p/issues/2/"})", "https://s.example/o/p/issues/2/"},
      {R"({"url":"https://s.example/api/0/organizations/o/issues/3/","id":"3"})",
       "https://s.example/organizations/o/issues/3/"},
      {R"({"permalink":"https://s.example/api/0/issues/3/","id":"3"})", ""},
      {R"({"id":"3"})", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.issue);
    EXPECT_EQ(read(c.issue).link, c.link);
  }
}

TEST(IssueFields, MessageInOrderOfPreference) {
  EXPECT_EQ(read(R"({"metadata":{"value":"v","message":"m","title":"t"}})").message, "v");
  EXPECT_EQ(read(R"({"metadata":{"message":"m","title":"t"}})").message, "m");
  EXPECT_EQ(read(R"({"metadata":{"title":"t"}})").message, "t");
}

TEST(IssueFields, CountsAreTextsOrNumbers) {
  EXPECT_EQ(read(R"({"count":"41","userCount":7})").facts,
            (std::vector<alert::Fact>{{alert::FactName::count, "41"}, {alert::FactName::users, "7"}}));
  EXPECT_TRUE(read(R"({"count":null,"userCount":[]})").facts.empty());
}

TEST(IssueFields, TheFirstSightingIsBetterThanNoTime) {
  EXPECT_EQ(read(R"({"firstSeen":"2026-11-23T08:15:30Z"})").occurred_at, WallTime(Milliseconds(1795421730000)));
}

}  // namespace
}  // namespace relay::sentry
