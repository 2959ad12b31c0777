// SPDX-License-Identifier: MIT
#include "emulator/transcript.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TranscriptEntry entry_of(const std::string& robot) {
  TranscriptEntry entry{};
  entry.robot = robot;
  return entry;
}

TEST(Transcript, NumbersFromOneAndGoesOnAfterClear) {
  Transcript transcript;
  transcript.add(entry_of("a"));
  EXPECT_EQ(transcript.entries().back().number, 1);
  transcript.clear();
  EXPECT_TRUE(transcript.entries().empty());
  transcript.add(entry_of("a"));
  EXPECT_EQ(transcript.entries().back().number, 2);
}

TEST(Transcript, KeepsTheLastTenThousand) {
  Transcript transcript;
  for (int i = 0; i < 10'002; ++i) {
    transcript.add(entry_of("a"));
  }
  EXPECT_EQ(transcript.entries().size(), 10'000U);
  EXPECT_EQ(transcript.entries().front().number, 3);
}

TEST(Transcript, CutsWhatIsTooLong) {
  Transcript transcript;
  TranscriptEntry entry = entry_of("a");
  entry.body = std::string(1'000'000, 'x');
  transcript.add(entry);
  EXPECT_EQ(transcript.entries().back().body.size(), 32U * 1024);
}

TEST(Transcript, FateFollowsTheFlags) {
  TranscriptEntry entry = entry_of("a");
  EXPECT_EQ(fate_of(entry), Fate::refused);
  entry.duplicate = true;
  EXPECT_EQ(fate_of(entry), Fate::duplicate);
  entry.duplicate = false;
  entry.shown = true;
  EXPECT_EQ(fate_of(entry), Fate::shown);
}

TEST(Transcript, ErrcodeMayBeNumberOrText) {
  EXPECT_EQ(errcode_of(R"({"errcode":310000})"), 310000);
  EXPECT_EQ(errcode_of(R"({"errcode":"0"})"), 0);
  EXPECT_EQ(errcode_of(R"({"errcode":0.0})"), 0);
  EXPECT_EQ(errcode_of(R"({"status":1111})"), std::nullopt);
  EXPECT_EQ(errcode_of("<html>"), std::nullopt);
}

TEST(Transcript, JsonHoldsEveryField) {
  Transcript transcript;
  TranscriptEntry entry{0,      WallTime{Milliseconds{7}},
                        "ops",  "t",
                        "x",    {"138"},
                        true,   "u",
                        "\xff", 200,
                        "{}",   true,
                        false,  "",
                        "",     "markdown",
                        "gzip"};
  transcript.add(entry);
  EXPECT_EQ(
      transcript_json(transcript.entries(), ""),
      R"({"shown":1,"duplicate":0,"refused":0,"messages":[{"number":1,"received_ms":7,"robot":"ops",)"
      R"("msg_type":"markdown","title":"t","text":"x","at_mobiles":["138"],"at_all":true,"msg_uuid":"u",)"
      "\"body\":\"\xEF\xBF\xBD\","
      R"("status":200,"answer":"{}","shown":true,"duplicate":false,"reason":"","reason_zh":"","fault":"gzip"}]})");
}

TEST(Transcript, JsonCanBeOfOneRobot) {
  Transcript transcript;
  transcript.add(entry_of("a"));
  EXPECT_EQ(transcript_json(transcript.entries(), "b"), R"({"shown":0,"duplicate":0,"refused":0,"messages":[]})");
}

}  // namespace
}  // namespace relay::emulator
