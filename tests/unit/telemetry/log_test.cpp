// SPDX-License-Identifier: MIT
#include "relay/telemetry/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::telemetry {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Log, WritesOneLineOnStandardErrorAndDropsWhatIsBelowItsLevel) {
  testing::internal::CaptureStderr();
  {
    Log log(LogLevel::warning, dingtalk::Language::en);
    log.write(LogLevel::info, "event=quiet");
    log.on(ports::SpoolFailed{"EIO"});
  }
  const std::string written = testing::internal::GetCapturedStderr();
  EXPECT_THAT(written, MatchesRegex("ts=[0-9]+-[0-9]+-[0-9]+T[0-9:]+\\.[0-9]+Z level=error event=spool_failed .*\n"));
  EXPECT_THAT(written, Not(HasSubstr("quiet")));
}

}  // namespace
}  // namespace relay::telemetry
