// SPDX-License-Identifier: MIT
#include "sentry/value.hpp"

#include <gtest/gtest.h>

#include "sentry/payload.hpp"

namespace relay::sentry {
namespace {

TEST(Value, GoesAlongPointers) {
  const std::string body = R"({"a":{"b":[{"c":"x"},["y"]]},"sentry.interfaces.Message":{"message":"m"}})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a/b/0/c").text(), "x");
  EXPECT_EQ(payload.root().at("/a/b/1/0").text(), "y");
  EXPECT_EQ(payload.root().at("/sentry.interfaces.Message/message").text(), "m");
  EXPECT_TRUE(payload.root().at("").is_object());
}

TEST(Value, AnswersForWhatIsNotThere) {
  const std::string body = R"({"a":{"b":[1]},"n":null,"s":"x"})";
  const Payload payload(body);
  for (const char* pointer : {"/x", "/a/x/y", "/a/b/1", "/a/b/x", "/a/b/-1", "/a/b/99999999999999999999", "/s/x",
                              "/n/x", "/n", "/a", "/a/b"}) {
    SCOPED_TRACE(pointer);
    EXPECT_EQ(payload.root().at(pointer).text(), "");
    EXPECT_EQ(payload.root().at(pointer).text_or_number(), "");
    EXPECT_EQ(payload.root().at(pointer).number(), std::nullopt);
  }
  EXPECT_EQ(Value().at("/a").type(), Node::Type::missing);
  EXPECT_TRUE(Value().items().empty());
  EXPECT_TRUE(Value().fields().empty());
}

TEST(Value, KeepsTheDigitsOfNumbers) {
  const std::string body = R"({"id":4505278293147648123,"big":123456789012345678901234567890,"f":1.50})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/id").text_or_number(), "4505278293147648123");
  EXPECT_EQ(payload.root().at("/big").text_or_number(), "123456789012345678901234567890");
  EXPECT_EQ(payload.root().at("/f").text_or_number(), "1.50");
  EXPECT_EQ(payload.root().at("/id").text(), "");
}

TEST(Value, ReadsNumbersThatFit) {
  const std::string body = R"({"a":1.5,"b":-3,"c":1e999,"d":1.2.3,"e":"7"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").number(), 1.5);
  EXPECT_EQ(payload.root().at("/b").number(), -3.0);
  EXPECT_EQ(payload.root().at("/c").number(), std::nullopt);
  EXPECT_EQ(payload.root().at("/d").number(), std::nullopt);
  EXPECT_EQ(payload.root().at("/e").number(), std::nullopt);
}

TEST(Value, KnowsTrue) {
  const std::string body = R"({"t":true,"f":false,"s":"true"})";
  const Payload payload(body);
  EXPECT_TRUE(payload.root().at("/t").is_true());
  EXPECT_FALSE(payload.root().at("/f").is_true());
  EXPECT_FALSE(payload.root().at("/s").is_true());
}

TEST(Value, TheFirstOfEqualKeysCounts) {
  const std::string body = R"({"a":"first","a":"second"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/a").text(), "first");
}

TEST(Value, FindsKeysThatAreEscaped) {
  const std::string body = R"({"\u0061b":"x"})";
  const Payload payload(body);
  EXPECT_EQ(payload.root().at("/ab").text(), "x");
  EXPECT_EQ(payload.root().fields().front().first, "ab");
}

}  // namespace
}  // namespace relay::sentry
