// SPDX-License-Identifier: MIT
#include "config/parse_mobiles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Parsed {
  std::vector<std::string> mobiles;
  std::vector<std::string> problems;
};

Parsed parse(const std::vector<std::string>& entries) {
  Report report("relay.yaml");
  std::vector<Text> texts;
  for (const std::string& entry : entries) {
    texts.push_back({.value = entry, .origin = environment_origin("AT")});
  }
  Parsed parsed;
  parsed.mobiles = parse_mobiles(texts, report);
  parsed.problems = report.problems();
  return parsed;
}

TEST(ParseMobiles, OneNumber) {
  struct Case {
    const char* text;
    const char* mobile;  // empty: refused
  };
  const Case cases[] = {
      {"13800000000", "13800000000"},
      {" 138 0000 0000 ", "13800000000"},
      {"138-0000-0000", "13800000000"},
      {"+8613800000000", "13800000000"},
      {"+86-13800000000", "13800000000"},
      {"+86 138 0000 0000", "13800000000"},
      {"008613800000000", "13800000000"},
      {"8613800000000", "13800000000"},
      {"86-13800000000", "13800000000"},
      {"+1-2025550123", "+1-2025550123"},
      {"+12025550123", "+1-2025550123"},
      {"+1 202-555-0123", "+1-2025550123"},
      {"+44 20 7946 0018", "+44-2079460018"},
      {"+85261234567", "+852-61234567"},
      {"+7 912 345 67 89", "+7-9123456789"},
      {"0085261234567", "+852-61234567"},
      {"+358401234567", "+358-401234567"},
      {"2025550123", ""},
      {"1380000000", ""},
      {"138000000000", ""},
      {"23800000000", ""},
      {"+86 1380000000", ""},
      {"+86 23800000000", ""},
      {"+0123456789", ""},
      {"+", ""},
      {"-", ""},
      {"+123456", ""},
      {"+1234567890123456", ""},
      {"bob", ""},
      {"@13800000000", ""},
      {"13800000000x", ""},
      {"1380000000０", ""},
      {"13800000000;13900000000", ""},
      {"13800000000 13900000000", ""},
      {"13+800000000", ""},
      {"00", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Parsed parsed = parse({c.text});
    if (*c.mobile == '\0') {
      EXPECT_THAT(parsed.mobiles, IsEmpty());
      EXPECT_THAT(parsed.problems, ElementsAre("environment: AT: \"" + std::string(c.text) +
                                               "\" is no mobile number: 13800000000 or, of another country, "
                                               "+1-2025550123 is expected, with commas between several"));
    } else {
      EXPECT_THAT(parsed.mobiles, ElementsAre(c.mobile));
      EXPECT_THAT(parsed.problems, IsEmpty());
    }
  }
}

TEST(ParseMobiles, SeparatorsAndGaps) {
  for (const char* text : {"13800000000,13900000000", "13800000000， 13900000000", "13800000000、13900000000",
                           "13800000000\n13900000000\n", "13800000000\r\n13900000000", ",13800000000,,13900000000,"}) {
    SCOPED_TRACE(text);
    EXPECT_THAT(parse({text}).mobiles, ElementsAre("13800000000", "13900000000"));
  }
}

TEST(ParseMobiles, ANumberTwiceIsOne) {
  EXPECT_THAT(parse({"13800000000", "+86 13800000000,13800000000"}).mobiles, ElementsAre("13800000000"));
}

TEST(ParseMobiles, NothingIsNobody) {
  EXPECT_THAT(parse({}).mobiles, IsEmpty());
  EXPECT_THAT(parse({"", " , "}).mobiles, IsEmpty());
}

TEST(ParseMobiles, AtMostFifty) {
  std::vector<std::string> entries;
  for (int i = 0; i < 50; ++i) {
    entries.push_back(std::to_string(13'800'000'000 + i));
  }
  EXPECT_THAT(parse(entries).mobiles, SizeIs(50));
  EXPECT_THAT(parse(entries).problems, IsEmpty());
  entries.emplace_back("13900000000");
  EXPECT_THAT(parse(entries).problems, ElementsAre("environment: AT: more than 50 numbers: DingTalk mentions no more"));
}

TEST(ParseMobiles, LongNonsenseIsCut) {
  const std::string problem = parse({std::string(1000, 'x')}).problems.at(0);
  EXPECT_THAT(problem, testing::HasSubstr("\"" + std::string(30, 'x') + "\""));
}

}  // namespace
}  // namespace relay::config
