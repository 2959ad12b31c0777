// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

TEST(Dedup, AnOccurrenceHasNoState) {
  const DedupMaterial material = occurrence("error", {"e1", "rule"});
  EXPECT_EQ(material.subject, "error|e1|rule");
  EXPECT_EQ(material.state, "");
}

TEST(Dedup, AStateStandsBesideItsSubject) {
  const DedupMaterial material = state_of("issue", {"42"}, {"assigned", "", "Lin Yue"});
  EXPECT_EQ(material.subject, "issue|42");
  EXPECT_EQ(material.state, "assigned||Lin Yue");
}

TEST(Dedup, WithoutANameThereIsNoKey) {
  EXPECT_EQ(occurrence("error", {"", "rule"}).subject, "");
  EXPECT_EQ(state_of("issue", {}, {"created"}).subject, "");
  EXPECT_EQ(state_of("issue", {""}, {"created"}).state, "");
}

TEST(Dedup, PartsCannotImitateEachOther) {
  EXPECT_NE(occurrence("a", {"b|c"}).subject, occurrence("a", {"b", "c"}).subject);
  EXPECT_NE(occurrence("a", {"b%7Cc"}).subject, occurrence("a", {"b|c"}).subject);
  EXPECT_NE(state_of("a", {"b"}, {"", "x"}).state, state_of("a", {"b"}, {"x", ""}).state);
}

TEST(Dedup, LongKeysBecomeTheirDigest) {
  const std::string rule(300, 'r');
  const DedupMaterial material = state_of("a", {"b", rule}, {rule});
  EXPECT_TRUE(material.subject.starts_with("sha256:"));
  EXPECT_EQ(material.subject.size(), 71U);
  EXPECT_NE(material.subject, material.state);
  EXPECT_NE(material.subject, occurrence("a", {"b", rule + "r"}).subject);
}

TEST(Dedup, TheSameBytesAreTheSameThing) {
  EXPECT_EQ(same_body("").subject, "body:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_NE(same_body("a").subject, same_body("b").subject);
  EXPECT_EQ(same_body("a").state, "");
}

}  // namespace
}  // namespace relay::sentry
