// SPDX-License-Identifier: MIT
#include "telemetry/log_writers.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace relay::telemetry {
namespace {

std::string logfmt(const LogLine& line) {
  std::string out;
  append_logfmt(out, line);
  return out;
}

std::string json(const LogLine& line) {
  std::string out;
  append_json_members(out, line);
  return out;
}

LogLine line() { return {LogLevel::info, "x"}; }

TEST(LogWriters, WriteTheSamePairsInBothForms) {
  const LogLine both = line().field("robot", "ops").field("n", 42).field("took", Milliseconds{84}).optional("no", "");
  EXPECT_EQ(logfmt(both), "event=x robot=ops n=42 took_ms=84");
  EXPECT_EQ(json(both), R"("event":"x","robot":"ops","n":42,"took_ms":84)");
}

TEST(LogWriters, QuoteWhatNeedsIt) {
  struct Case {
    const char* value;
    const char* logfmt;
    const char* json;
  };
  const Case cases[] = {{"plain", "plain", R"("plain")"},
                        {"", R"("")", R"("")"},
                        {"42", "42", R"("42")"},
                        {"two words", R"("two words")", R"("two words")"},
                        {"a=b", R"("a=b")", R"("a=b")"},
                        {"\"q\"", R"("\"q\"")", R"("\"q\"")"},
                        {"a\nevent=fake", R"("a\nevent=fake")", R"("a\nevent=fake")"},
                        {"\x1b[31m", R"("\x1b[31m")", R"("\u001b[31m")"},
                        {"中文", "中文", R"("中文")"},
                        {"back\\slash", R"("back\\slash")", R"("back\\slash")"}};
  for (const Case& one : cases) {
    EXPECT_EQ(logfmt(line().field("v", one.value)), std::string("event=x v=") + one.logfmt);
    EXPECT_EQ(json(line().field("v", one.value)), std::string(R"("event":"x","v":)") + one.json);
  }
}

TEST(LogWriters, JsonIsValidWhateverTheBytes) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) {
    all.push_back(static_cast<char>(byte));
  }
  const auto parsed = nlohmann::json::parse("{" + json(line().field("v", all).field("n", -7)) + "}");
  EXPECT_EQ(parsed.at("n"), -7);
  EXPECT_EQ(parsed.at("v").get<std::string>().substr(0, 31), all.substr(0, 31));
}

}  // namespace
}  // namespace relay::telemetry
