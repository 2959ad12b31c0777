// SPDX-License-Identifier: MIT
#include "config/keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::config {
namespace {

using testing::HasSubstr;

TEST(UnknownKey, NamesTheNearest) {
  struct Case {
    const char* key;
    const char* nearest;
  };
  const Case cases[] = {
      {"keywrd", "keyword"},
      {"Keyword", "keyword"},
      {"key", "keyword"},
      {"keywords", "keyword"},
      {"at_mobile", "at_mobiles"},
      {"access-token", "access_token"},
      {"acces_tokn", "access_token"},
      {"endpoint_url", "endpoint"},
      {"sercet", "secret"},
      {"max_per_min", "max_per_minute"},
      {"nmae", "name"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.key);
    EXPECT_EQ(unknown_key(c.key, kRobotKeys), "unknown key: did you mean `" + std::string(c.nearest) + "`?");
    EXPECT_TRUE(is_plain_key(c.key));
  }
}

TEST(UnknownKey, ListsAllWhenNothingIsNear) {
  EXPECT_EQ(unknown_key("colour", kServerKeys), "unknown key: known here are listen, max_body");
  EXPECT_EQ(unknown_key("a", kServerKeys), "unknown key: known here are listen, max_body");
}

TEST(UnknownKey, QuotesNothingThatMayBeASecret) {
  const std::string hex = "3390d51f4c1e7b8a96d2f0b35e8c7a194";
  for (const std::string& key : {hex, "SEC" + hex, std::string("pass word!"), std::string("a\nb"), std::string()}) {
    SCOPED_TRACE(key);
    EXPECT_FALSE(is_plain_key(key));
    EXPECT_THAT(unknown_key(key, kTopKeys), HasSubstr("indentation"));
  }
}

}  // namespace
}  // namespace relay::config
