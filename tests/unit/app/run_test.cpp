// SPDX-License-Identifier: MIT
#include "relay/app/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::app {
namespace {

struct Ran {
  int code;
  std::string output;
};

Ran run_with(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "sentry-dingtalk-relay");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run(static_cast<int>(arguments.size()), arguments.data());
  return {code, testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr()};
}

TEST(Run, PrintsTheVersion) {
  const Ran ran = run_with({"version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.output, testing::StartsWith("sentry-dingtalk-relay "));
}

TEST(Run, AnswersAMistakeWithAUsageError) {
  EXPECT_EQ(run_with({"no-such-command"}).code, 64);
  EXPECT_EQ(run_with({"render"}).code, 64) << "the payload is missing";
}

}  // namespace
}  // namespace relay::app
