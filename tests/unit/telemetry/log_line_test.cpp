// SPDX-License-Identifier: MIT
#include "relay/telemetry/log_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::telemetry {
namespace {

using testing::ElementsAre;

std::vector<std::string> pairs_of(const LogLine& line) {
  std::vector<std::string> pairs;
  line.each([&](const LogLine::Pair& pair) {
    pairs.push_back(std::string(pair.key) + (pair.kind == LogLine::ValueKind::number ? "#" : "=") +
                    std::string(pair.value));
  });
  return pairs;
}

TEST(LogLine, KeepsItsPairsInOrder) {
  LogLine line(LogLevel::warning, "robot");
  line.field("robot", "ops").field("count", std::int64_t{-1}).field("wait", Milliseconds{5}).optional("a", "");
  line.optional("b", "c");
  EXPECT_THAT(pairs_of(line), ElementsAre("event=robot", "robot=ops", "count#-1", "wait_ms#5", "b=c"));
}

TEST(LogLine, HasALevelThatMayRise) {
  LogLine line(LogLevel::info, "accepted");
  EXPECT_EQ(line.level_name(), "info");
  EXPECT_EQ(line.at(LogLevel::error).level(), LogLevel::error);
  EXPECT_EQ(line.level_name(), "error");
}

}  // namespace
}  // namespace relay::telemetry
