// SPDX-License-Identifier: MIT
#include "relay/telemetry/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "support/manual_clock.hpp"

namespace relay::telemetry {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

// What a log with these options writes until its end.
template <class Use>
std::string written(const LogOptions& options, Use use) {
  testing::internal::CaptureStderr();
  {
    test::ManualClock clock;
    Log log(clock, options);
    use(log, clock);
  }
  return testing::internal::GetCapturedStderr();
}

void say_failed(Log& log, test::ManualClock&) { log.on(ports::SpoolFailed{"EIO"}); }

ports::RequestAnswered not_found() { return {"other", "", "192.0.2.1", 404, "not_found", "", std::nullopt, 0, {}}; }

TEST(Log, WritesOneLineOnStandardErrorAndDropsWhatIsBelowItsLevel) {
  LogOptions options;
  options.least = LogLevel::warning;
  const std::string text = written(options, [](Log& log, test::ManualClock& clock) {
    log.write(LogLine(LogLevel::info, "quiet"));
    say_failed(log, clock);
  });
  EXPECT_THAT(text, MatchesRegex("ts=[0-9]+-[0-9]+-[0-9]+T[0-9:]+\\.[0-9]+Z level=error event=spool_failed .*\n"));
  EXPECT_THAT(text, Not(HasSubstr("quiet")));
}

TEST(Log, WritesTheSameAsJson) {
  LogOptions options;
  options.format = LogFormat::json;
  const auto line = nlohmann::json::parse(written(options, say_failed));
  EXPECT_EQ(line.at("level"), "error");
  EXPECT_EQ(line.at("event"), "spool_failed");
  EXPECT_EQ(line.at("detail"), "EIO");
  EXPECT_THAT(line.at("ts").get<std::string>(), MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9:]+\\.[0-9]+Z"));
}

TEST(Log, GivesTheJournalAPriorityAndNoTime) {
  LogOptions options;
  options.target = LogTarget::journal;
  EXPECT_THAT(written(options, say_failed), MatchesRegex("<3>level=error event=spool_failed .*\n"));
  options.format = LogFormat::json;
  EXPECT_THAT(written(options, say_failed),
              MatchesRegex("<3>\\{\"level\":\"error\",\"event\":\"spool_failed\".*\\}\n"));
}

TEST(Log, HasAPriorityForEachLevel) {
  LogOptions options;
  options.target = LogTarget::journal;
  options.least = LogLevel::debug;
  const std::string text = written(options, [](Log& log, test::ManualClock&) {
    for (const LogLevel level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error}) {
      log.write(LogLine(level, "x"));
    }
  });
  EXPECT_EQ(text, "<7>level=debug event=x\n<6>level=info event=x\n<4>level=warning event=x\n<3>level=error event=x\n");
}

TEST(Log, SummarisesAFloodOfRefusals) {
  const std::string text = written({}, [](Log& log, test::ManualClock& clock) {
    for (int i = 0; i < 1'000; ++i) {
      log.on(not_found());
    }
    clock.advance(std::chrono::seconds{61});
    log.write_summaries();
    log.on(not_found());
  });
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3) << text;
  EXPECT_THAT(text, HasSubstr("took_ms=0 repeated=999 in_s=61\n"));
  EXPECT_THAT(text, HasSubstr("took_ms=0 repeated=1 in_s=0\n"));
}

TEST(Log, CountsWhatNobodyRead) {
  EXPECT_EQ(written({}, [](Log& log, test::ManualClock&) { EXPECT_EQ(log.dropped(), 0U); }), "");
}

TEST(TargetOfStderr, IsTheJournalOnlyWhenItsStreamIsStillOurs) {
  struct stat stderr_now {};
  ASSERT_EQ(::fstat(STDERR_FILENO, &stderr_now), 0);
  const std::string device = std::to_string(stderr_now.st_dev) + ":";
  EXPECT_EQ(target_of_stderr((device + std::to_string(stderr_now.st_ino)).c_str()), LogTarget::journal);
  EXPECT_EQ(target_of_stderr((device + std::to_string(stderr_now.st_ino + 1)).c_str()), LogTarget::plain);
  EXPECT_EQ(target_of_stderr("rubbish"), LogTarget::plain);
  EXPECT_EQ(target_of_stderr(nullptr), LogTarget::plain);
}

}  // namespace
}  // namespace relay::telemetry
