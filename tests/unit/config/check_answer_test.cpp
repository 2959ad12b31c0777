// SPDX-License-Identifier: MIT
#include "relay/config/check_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(CheckAnswer, TakesWhatTheLoaderTakes) {
  EXPECT_THAT(check_answer(Question::robot_name, "backend").problems, IsEmpty());
  EXPECT_THAT(check_answer(Question::language, "zh").problems, IsEmpty());
  EXPECT_THAT(check_answer(Question::timezone, "Asia/Shanghai").problems, IsEmpty());
  EXPECT_THAT(check_answer(Question::client_secret, "0123456789abcdef").problems, IsEmpty());
  EXPECT_THAT(check_answer(Question::base_url, " https://sentry.example.com/ ").problems, IsEmpty());
}

TEST(CheckAnswer, SaysWhatTheLoaderWouldSay) {
  EXPECT_THAT(check_answer(Question::robot_name, "Back End").problems, ElementsAre(HasSubstr("a name of a-z")));
  EXPECT_THAT(check_answer(Question::language, "fr").problems, ElementsAre("en or zh is expected"));
  EXPECT_THAT(check_answer(Question::timezone, "Mars/Olympus").problems.size(), 1U);
  EXPECT_THAT(check_answer(Question::client_secret, "").problems, ElementsAre("the client secret is empty"));
  EXPECT_THAT(check_answer(Question::base_url, "sentry").problems.size(), 1U);
}

TEST(CheckAnswer, WarnsWhereTheLoaderWarns) {
  EXPECT_THAT(check_answer(Question::client_secret, "abc ").warnings, ElementsAre(HasSubstr("white space")));
}

}  // namespace
}  // namespace relay::config
