// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::FakeWorld;
using test::Lines;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Stands for every secret below; no problem and no warning may hold it.
const std::string kCanary = "c4n4ry5ecret0f64hexd1gits";

Lines all_lines(std::optional<std::string_view> yaml, const FakeWorld& world) {
  const LoadResult result = test::load_text(yaml, world);
  return result.has_value() ? result->warnings : result.error().lines;
}

// Each makes a problem or a warning at a place where a secret stands, or where people put one by mistake.
TEST(Secrecy, OfTheFile) {
  const std::string long_canary = kCanary + kCanary;
  const FakeWorld world{.variables = {{"CANARY", kCanary + "\t"}},
                        .files = {{"/canary", kCanary + "\nsecond"}, {"/open", kCanary}},
                        .open_files = {"/open"}};
  const std::string source = "sources: [{name: main, client_secrets: [aaaa]}]\n";
  const std::string texts[] = {
      "sources: [{name: main, client_secrets: [\" " + kCanary + "\"]}]",
      "sources: [{name: main, client_secrets: [\"" + kCanary + "\\n\"]}]",
      "sources: [{name: main, client_secrets: " + kCanary + "}]",
      "sources: [{name: main, client_secrets: [{" + kCanary + ": a}]}]",
      "sources: [{name: main, client_secrets: [{file: " + kCanary + "}]}]",
      "sources: [{name: main, client_secrets: [{env: " + kCanary + "}]}]",
      "sources: [{name: main, client_secrets: [{credential: " + kCanary + "}]}]",
      "sources: [{name: main, client_secrets: [{file: /canary}]}]",
      "sources: [{name: main, client_secrets: [{file: /open}]}]",
      "sources: [{name: main, client_secrets: [{env: CANARY}]}]",
      "sources: [{name: main, client_secrets: [*" + kCanary + "]}]",
      "sources: [{name: main, client_secrets: [&" + kCanary + "]}]",
      "sources: [{name: main, client_secrets: [!" + kCanary + " x]}]",
      "sources: [{name: main, client_secrets: [\"\\q" + kCanary + "]}]",
      "sources: [{name: main, url_token: " + kCanary + "/}]",
      "sources: [{name: main, url_token: " + kCanary.substr(0, 12) + "}]",
      "sources: [{name: main, client_secrets: [a], base_url: \"https://me:" + kCanary + "@s.example.com\"}]",
      source + "proxy: https://me:" + kCanary + "@proxy.example.com",
      source + "proxy: http://me:" + kCanary + "@proxy.example.com/x",
      source + "robots: [{name: a, access_token: \"" + kCanary + " x\"}]",
      source + "robots: [{name: a, access_token: \"" + kCanary + "\\nx\"}]",
      source + "robots: [{name: a, access_token: access_token=" + kCanary + "}]",
      source + "robots: [{name: a, access_token: 'https://oapi.dingtalk.com/robot/send?token=" + kCanary + "'}]",
      source + "robots: [{name: a, access_token: 'https://oapi.dingtalk.com/robot/sendBySession?session=" + kCanary +
          "'}]",
      source + "robots: [{name: a, access_token: 'http://oapi.dingtalk.com/robot/send?access_token=" + kCanary + "'}]",
      source + "robots: [{name: a, access_token: \"https://oapi.dingtalk.com:x/robot?access_token=" + kCanary + "\"}]",
      source + "robots: [{name: a, access_token: a, endpoint: 'https://a.example.com/?access_token=" + kCanary + "'}]",
      source + "robots: [{name: a, access_token: a, secret: " + kCanary + "}]",
      source + "robots: [{name: a, access_token: a, secret: \"" + kCanary + " b\"}]",
      source + "robots: [{name: a, access_token: " + kCanary + "}, {name: b, access_token: " + kCanary + "}]",
      source + "robots: [{name: a, access_token: b, secret: SEC" + kCanary +
          "}, {name: b, access_token: b, secret: SECa}]",
      source + "dingtalk: {access_token: a, secret: \"a\\n" + kCanary + "\"}",
      source + "dingtalk: {access_token: \"" + kCanary + "\\n\\nb c\", secret: a}",
      source + "dingtalk:\n  access_token: |\n" + long_canary + "\n",
      source + "dingtalk:\n  access_token: |\n  " + long_canary + "\n",
      source + "dingtalk:\n  secret: |\n  " + long_canary + "\n  access_token: a\n",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const Lines lines = all_lines(text, world);
    EXPECT_THAT(lines, Not(IsEmpty()));
    EXPECT_THAT(lines, Each(Not(HasSubstr(kCanary.substr(0, 12)))));
  }
}

TEST(Secrecy, OfTheEnvironment) {
  const std::pair<const char*, std::string> variables[] = {
      {"SENTRY_CLIENT_SECRET", kCanary + "\t"},
      {"SENTRY_CLIENT_SECRET_FILE", kCanary},
      {"SENTRY_URL_TOKEN", kCanary + "/"},
      {"SENTRY_BASE_URL", "https://me:" + kCanary + "@s.example.com"},
      {"DINGTALK_ACCESS_TOKEN", kCanary + " x"},
      {"DINGTALK_SECRET", kCanary},
      {"DINGTALK_WEBHOOK", kCanary},
      {"DINGTALK_WEBHOOK", "https://oapi.dingtalk.com/robot/send?token=" + kCanary},
      {"RELAY_PROXY", "https://me:" + kCanary + "@p.example.com"},
  };
  for (const auto& [name, value] : variables) {
    SCOPED_TRACE(name);
    const Lines lines = all_lines(std::nullopt, {.variables = {{name, value}}});
    EXPECT_THAT(lines, Not(IsEmpty()));
    EXPECT_THAT(lines, Each(Not(HasSubstr(kCanary.substr(0, 12)))));
  }
}

}  // namespace
}  // namespace relay::config
