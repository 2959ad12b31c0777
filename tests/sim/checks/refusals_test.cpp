// SPDX-License-Identifier: MIT
#include "sim/refusals.hpp"

#include <gtest/gtest.h>

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

class RefusalsTest : public testing::Test {
 protected:
  RefusalsTest() {
    record_.robots = {{"one", "host", "t1", ""}, {"two", "host", "t2", ""}};
    record_.lives = {{0ms}};
    record_.end = 100s;
  }

  Attempt& sent(Instant started, Welcome welcome, std::size_t robot = 0) {
    Attempt attempt{robot, "", "uuid", "body"};
    attempt.life = static_cast<int>(record_.lives.size()) - 1;
    attempt.started = started;
    attempt.ended = started + 1s;
    attempt.welcome = welcome;
    return record_.attempts.emplace_back(attempt);
  }

  std::vector<Refusal> found() { return refusals_of(record_).front(); }

  Record record_;
};

TEST_F(RefusalsTest, LastFromTheFirstRefusalToTheNextWelcome) {
  sent(1s, Welcome::takes);
  sent(10s, Welcome::refuses);
  sent(40s, Welcome::refuses);
  sent(70s, Welcome::takes);
  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].from, 11s);
  EXPECT_EQ(found()[0].to, 71s);
  EXPECT_EQ(found()[0].surely, 70s);
}

TEST_F(RefusalsTest, AreUnsureFromAnyOtherAttemptOn) {
  sent(10s, Welcome::refuses);
  sent(40s, Welcome::none);
  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].surely, 40s);
  EXPECT_EQ(found()[0].to, 100s);
}

TEST_F(RefusalsTest, AreUnsureOnceAnotherRobotsAnswerBlocksTheHost) {
  sent(10s, Welcome::refuses);
  sent(30s, Welcome::none, 1).host_wait = 5min;
  EXPECT_EQ(found()[0].surely, 30s);
}

TEST_F(RefusalsTest, EndWithTheRun) {
  sent(10s, Welcome::refuses);
  record_.lives[0].ended = 20s;
  record_.lives.push_back({25s});
  sent(30s, Welcome::refuses);
  ASSERT_EQ(found().size(), 2U);
  EXPECT_EQ(found()[0].to, 20s);
  EXPECT_EQ(found()[1].from, 31s);
  EXPECT_EQ(found()[1].life, 1U);
}

}  // namespace
}  // namespace relay::sim
