// SPDX-License-Identifier: MIT
#include "app/restart_keys.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RestartKeys, NamesEachKeyThatOnlyARestartChanges) {
  struct Case {
    const char* key;
    std::function<void(config::Config&)> change;
  };
  const Case cases[] = {
      {"server.listen", [](config::Config& next) { next.server.port = 1; }},
      {"admin.listen", [](config::Config& next) { next.admin.host = "::1"; }},
      {"spool.path", [](config::Config& next) { next.spool.path = "/x"; }},
      {"spool.max_age", [](config::Config& next) { next.spool.max_age = std::chrono::hours{1}; }},
      {"spool.dead_letters", [](config::Config& next) { next.spool.dead_letters = std::chrono::hours{1}; }},
      {"spool.retention", [](config::Config& next) { next.spool.retention = std::chrono::hours{1}; }},
      {"spool.max_bytes", [](config::Config& next) { next.spool.max_bytes = 1; }},
      {"spool.keep_payloads", [](config::Config& next) { next.spool.keep_payloads = std::chrono::hours{1}; }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.key);
    config::Config next;
    c.change(next);
    EXPECT_THAT(restart_keys({}, next), ElementsAre(c.key));
  }
}

TEST(RestartKeys, LetsEverythingElseChange) {
  config::Config next;
  next.language = dingtalk::Language::zh;
  next.deadline = Milliseconds{1};
  next.max_body = 1;
  next.ca_file = "/x";
  next.robots.emplace_back();
  EXPECT_THAT(restart_keys({}, next), IsEmpty());
}

}  // namespace
}  // namespace relay::app
