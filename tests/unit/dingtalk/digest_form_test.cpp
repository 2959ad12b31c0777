// SPDX-License-Identifier: MIT
#include "dingtalk/digest_form.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/dingtalk/request.hpp"
#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

using delivery::Novelty;
using test::sample_robot;
using testing::HasSubstr;
using testing::Not;

const RenderOptions kEnglish{Language::en, TimeZone::utc()};

delivery::Digest sample() {
  delivery::Digest digest;
  digest.issues = {{"TypeError: x is <undefined>", "checkout",
                    "https://sentry.example.com/organizations/acme/issues/42/", alert::Level::fatal, Novelty::first, 3},
                   {"ValueError: no *stars*", "", "", alert::Level::error, Novelty::known, 1}};
  digest.projects = {{"billing", "https://sentry.example.com/organizations/acme/issues/?project=7", 20, 64},
                     {"", "", 1, 1}};
  digest.levels = {{alert::Level::warning, 1}};
  digest.totals = {{alert::Level::fatal, 3}, {alert::Level::error, 66}, {alert::Level::warning, 1}};
  digest.alerts = 70;
  digest.first = WallTime{std::chrono::seconds{1'795'417'445}};
  digest.last = digest.first + std::chrono::minutes{2};
  return digest;
}

// Everything at its most: every character takes as many bytes as it can.
delivery::Digest largest() {
  delivery::Digest digest;
  const std::string long_link = "https://sentry.example.com/organizations/acme/issues/" + std::string(3'000, '9') + "/";
  for (std::size_t i = 0; i < delivery::kDigestIssues; ++i) {
    digest.issues.push_back({std::string(5'000, i % 2 == 0 ? '"' : '<'), std::string(500, '&'),
                             i % 3 == 0 ? long_link : "https://s.example/i/1/", alert::Level::warning, Novelty::first,
                             1'000'000'000});
  }
  for (std::size_t i = 0; i < delivery::kDigestProjects; ++i) {
    digest.projects.push_back({std::string(500, i % 2 == 0 ? '"' : 'm'), long_link, 1'000'000, 1'000'000'000});
  }
  for (int level = 0; level < 8; ++level) {
    digest.levels.push_back({static_cast<alert::Level>(level), 1'000'000'000});
  }
  digest.totals = digest.levels;
  digest.alerts = 99'000'000'000;
  return digest;
}

TEST(DigestForm, LooksLikeThis) {
  const Message message = lay_out_digest(sample(), sample_robot(), kEnglish);
  EXPECT_EQ(message.title, "📦 70 alerts in one message");
  EXPECT_EQ(
      message.text,
      "### 📦 70 alerts in one message\n\n"
      "2026-11-23 07:04:05 +00:00 – 2026-11-23 07:06:05 +00:00  \n"
      "DingTalk takes 20 messages a minute from a robot, so these alerts come together.\n\n"
      "- **fatal** 🆕 [TypeError: x is &lt;undefined&gt;](https://sentry.example.com/organizations/acme/issues/42/)"
      " ×3 · checkout\n"
      "- **error** ValueError: no \\*stars\\*\n"
      "- 📦 [billing](https://sentry.example.com/organizations/acme/issues/?project=7): 20 issues, 64 alerts\n"
      "- 📦 N/A: 1 issue, 1 alert\n"
      "- **warning**: 1 alert");
}

TEST(DigestForm, SpeaksChinese) {
  const Message message = lay_out_digest(sample(), sample_robot(), {Language::zh, TimeZone::utc()});
  EXPECT_EQ(message.title, "📦 70 条告警（合并为一条消息）");
  EXPECT_THAT(message.text, HasSubstr("20 个问题，64 条告警"));
}

TEST(DigestForm, ThePlainFormHasNoForeignWord) {
  RenderOptions options = kEnglish;
  options.form = delivery::Form::plain;
  const Message message = lay_out_digest(sample(), sample_robot(), options);
  EXPECT_THAT(message.text, HasSubstr("- **fatal**: 3 alerts\n- **error**: 66 alerts\n- **warning**: 1 alert"));
  EXPECT_THAT(message.text, Not(HasSubstr("checkout")));
  EXPECT_THAT(message.text, Not(HasSubstr("http")));
}

TEST(DigestForm, SaysThatItMayBeARepeat) {
  RenderOptions options = kEnglish;
  options.circumstances.maybe_duplicate = true;
  EXPECT_THAT(lay_out_digest(sample(), sample_robot(), options).text, HasSubstr("🔁 (possibly a repeat)"));
}

TEST(DigestForm, HasKeywordAndMentions) {
  Robot robot = sample_robot();
  robot.keyword = "告警机器人";
  robot.at_mobiles = {"13800000000"};
  const Message message = render(sample(), robot, kEnglish);
  EXPECT_THAT(message.title, HasSubstr("【告警机器人】"));
  EXPECT_THAT(message.text, HasSubstr("【告警机器人】"));
  EXPECT_THAT(message.text, HasSubstr("@13800000000"));
  EXPECT_THAT(message.at_mobiles, testing::ElementsAre("13800000000"));
}

TEST(DigestForm, TheLargestOneFits) {
  Robot robot = sample_robot();
  robot.keyword = std::string(64, 'k');
  for (int i = 0; i < 50; ++i) {
    robot.at_mobiles.push_back("138000000" + std::to_string(10 + i));
  }
  const std::string body = body_of(render(largest(), robot, kEnglish), std::string(32, '0'));
  EXPECT_LE(body.size(), 19'000U);
}

TEST(DigestForm, EveryLineKeepsToItsBytes) {
  const Message message = lay_out_digest(largest(), sample_robot(), kEnglish);
  std::size_t start = 0;
  while (start < message.text.size()) {
    const std::size_t end = std::min(message.text.find('\n', start), message.text.size());
    const std::string_view line = std::string_view(message.text).substr(start, end - start);
    EXPECT_LE(line.size() + static_cast<std::size_t>(
                                std::count_if(line.begin(), line.end(), [](char c) { return c == '"' || c == '\\'; })),
              kIssueLineBytes)
        << line;
    start = end + 1;
  }
}

}  // namespace
}  // namespace relay::dingtalk
