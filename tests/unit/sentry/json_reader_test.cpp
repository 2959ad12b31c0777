// SPDX-License-Identifier: MIT
#include "sentry/json_reader.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

struct Read {
  ReadOutcome outcome;
  std::vector<Node> nodes;
};

Read read(std::string body) {
  body.reserve(body.size() + 64);
  Read read{};
  read.outcome = read_json(body, read.nodes);
  return read;
}

TEST(JsonReader, SaysHowItWent) {
  EXPECT_EQ(read(R"({"a":1})").outcome, ReadOutcome::complete);
  EXPECT_EQ(read(R"([1])").outcome, ReadOutcome::not_an_object);
  EXPECT_EQ(read(R"({"a":1)").outcome, ReadOutcome::not_an_object);
  EXPECT_EQ(read("{\"a\":\"\xFF\"}").outcome, ReadOutcome::not_clean);
  EXPECT_EQ(read("{\"a\":\"\n\"}").outcome, ReadOutcome::not_clean);
  std::string tight = R"({"a":"too long for a short string's own buffer"})";
  tight.shrink_to_fit();
  std::vector<Node> nodes;
  EXPECT_EQ(read_json(tight, nodes), ReadOutcome::not_padded);
}

TEST(JsonReader, ThereIsAlwaysARoot) {
  for (const char* body : {"", "x", "{", "[]", R"({"a":[1,2})", "\xFF"}) {
    SCOPED_TRACE(body);
    const Read result = read(body);
    ASSERT_EQ(result.nodes.size(), 1U);
    EXPECT_EQ(result.nodes.front().type, Node::Type::missing);
  }
}

TEST(JsonReader, ReadsOnlyWhatSomebodyAsksFor) {
  EXPECT_EQ(read(R"({"a":[{"b":1},2],"c":"d"})").nodes.size(), 6U);
  EXPECT_EQ(read(R"({"contexts":{"a":{"b":[1,2,3]}},"breadcrumbs":{"values":[{},{},{}]}})").nodes.size(), 3U);
}

}  // namespace
}  // namespace relay::sentry
