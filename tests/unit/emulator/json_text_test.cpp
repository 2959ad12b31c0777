// SPDX-License-Identifier: MIT
#include "emulator/json_text.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

std::string nested(std::size_t depth) { return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}"; }

TEST(JsonText, RefusesWhatIsNoObject) {
  for (const std::string text : {"", "null", "[]", "1", "{", "{\"a\":\"\xff\"}", "{\"a\":\"\n\"}", R"({"a":"\D"})"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(parse_object(text).is_discarded());
  }
}

TEST(JsonText, BoundsTheDepth) {
  EXPECT_FALSE(parse_object(nested(63)).is_discarded());
  EXPECT_TRUE(parse_object(nested(64)).is_discarded());
  EXPECT_TRUE(parse_object(nested(400'000)).is_discarded());
  EXPECT_TRUE(parse_object(std::string(400'000, '{')).is_discarded());
}

TEST(JsonText, BracketsInTextAreNoDepth) {
  EXPECT_FALSE(parse_object(R"({"a":"\"[[[)" + std::string(500, '[') + "\"}").is_discarded());
}

TEST(JsonText, MembersOfAnotherTypeAreEmpty) {
  const nlohmann::json object = parse_object(R"({"n":1,"o":{"x":"y"},"t":"text"})");
  EXPECT_EQ(text_member(object, "t"), "text");
  EXPECT_EQ(text_member(object, "n"), "");
  EXPECT_EQ(text_member(object, "missing"), "");
  EXPECT_EQ(object_member(object, "n"), nullptr);
  ASSERT_NE(object_member(object, "o"), nullptr);
}

TEST(JsonText, DumpReplacesInvalidUtf8) { EXPECT_EQ(dump(nlohmann::json("\xff")), "\"\xEF\xBF\xBD\""); }

}  // namespace
}  // namespace relay::emulator
