// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_world.hpp"
#include "relay/config/load.hpp"

namespace relay::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

boost::system::result<Config, Problems> view(std::string_view yaml, const Overrides& overrides = {}) {
  const test::FakeWorld world;
  return load_spool_view(yaml, "relay.yaml", world.surroundings(), overrides);
}

TEST(LoadSpoolView, NeedsNoSecretAndMindsNoOtherProblem) {
  const auto config = view(
      "spool: {path: /data/s.db, max_bytes: 64 MiB}\nlanguage: zh\ntimezone: Asia/Shanghai\nunknown_key: 1\n"
      "robots: [{name: ops, access_token: {file: /not/there}, secret: {env: NOT_SET}}]\nserver: {listen: nonsense}\n");
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->spool.path, "/data/s.db");
  EXPECT_EQ(config->language, dingtalk::Language::zh);
  EXPECT_EQ(config->timezone.name(), "Asia/Shanghai");
}

TEST(LoadSpoolView, SaysWhatIsWrongWithTheSpool) {
  const auto config = view("spool: {path: ''}\n");
  ASSERT_FALSE(config.has_value());
  EXPECT_THAT(config.error().lines, ElementsAre(HasSubstr("spool.path")));
}

TEST(LoadSpoolView, SaysThatTheFileIsNoYaml) { EXPECT_FALSE(view("spool: {").has_value()); }

TEST(LoadSpoolView, TakesTheFlagOverTheFile) {
  Overrides overrides;
  overrides.spool_path = "/flag.db";
  EXPECT_EQ(view("spool: {path: /file.db}\n", overrides)->spool.path, "/flag.db");
}

}  // namespace
}  // namespace relay::config
