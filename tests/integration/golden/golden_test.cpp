// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/parser.hpp"
#include "support/temp_dir.hpp"

// Payload -> message, as people see it. After a wanted change: RELAY_UPDATE_GOLDEN=1, then read the difference.
namespace relay {
namespace {

namespace fs = std::filesystem;

const fs::path kPayloads = RELAY_SOURCE_DIR "/tests/data/sentry";
const fs::path kExpected = RELAY_SOURCE_DIR "/tests/data/expected";
const fs::path kTemplates = RELAY_SOURCE_DIR "/tests/data/templates";
const fs::path kCorpus = RELAY_SOURCE_DIR "/../shared/sentry/payloads";

const std::set<std::string> kAlsoInChinese{
    "comment-created",
    "event_alert-exception-python",
    "issue-archived",
    "issue-resolved-in-release",
    "metric_alert-critical",
    "monitor-unknown",
    "preprod_artifact-size_analysis",
    "seer-root_cause_completed",
};

std::vector<fs::path> payloads_in(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".headers.json")) {
      files.push_back(entry.path());
    }
  }
  return files;
}

sentry::Source source() {
  sentry::Source source;
  source.name = "main";
  source.base_url = "https://sentry.example.com";
  source.organization = "acme";
  return source;
}

// "event_alert-minimal.json" was sent with "Sentry-Hook-Resource: event_alert"; two kinds carry no such header.
std::string resource_of(const fs::path& file) {
  const std::string name = file.stem().string();
  const std::string resource = name.substr(0, name.find('-'));
  return resource == "legacy" || resource == "service_hook" ? std::string{} : resource;
}

alert::Alert alert_of(const fs::path& file) {
  std::string body = test::read_file(file);
  body.reserve(body.size() + 64);
  return sentry::parse(body, resource_of(file), source()).alert;
}

dingtalk::Robot robot(dingtalk::Language language) {
  dingtalk::Robot robot;
  robot.name = "backend";
  robot.endpoint = *parse_url("https://oapi.dingtalk.com/robot/send");
  switch (language) {
    case dingtalk::Language::en:
      robot.at_mobiles = {"13800000000"};
      break;
    case dingtalk::Language::zh:
      robot.keyword = "告警";
      robot.at_all = true;
      break;
  }
  return robot;
}

dingtalk::Message message_of(const alert::Alert& alert, dingtalk::Language language) {
  dingtalk::RenderOptions options;
  options.language = language;
  options.zone = *TimeZone::find("Asia/Shanghai");
  return dingtalk::render(alert, robot(language), options);
}

void expect_golden(const dingtalk::Message& message, const std::string& name) {
  const std::string actual = message.title + "\n---\n" + message.text + "\n";
  const fs::path file = kExpected / name;
  if (std::getenv("RELAY_UPDATE_GOLDEN") != nullptr) {
    test::write_file(file, actual);
  }
  ASSERT_TRUE(fs::exists(file)) << name;
  EXPECT_EQ(actual, test::read_file(file));
}

void expect_sendable(const dingtalk::Message& message) {
  EXPECT_LE(dingtalk::body_of(message, std::string(32, '0')).size(), 18'000U);
  EXPECT_TRUE(utf8::is_valid(message.title));
  EXPECT_TRUE(utf8::is_valid(message.text));
  EXPECT_LE(utf8::count_characters(message.title), 64U);
  EXPECT_EQ(message.text.find('<'), std::string::npos) << message.text;
}

TEST(Golden, EveryPayloadBecomesTheExpectedMessage) {
  for (const fs::path& file : payloads_in(kPayloads)) {
    const std::string name = file.stem().string();
    SCOPED_TRACE(name);
    const alert::Alert alert = alert_of(file);
    expect_golden(message_of(alert, dingtalk::Language::en), name + ".md");
    if (kAlsoInChinese.contains(name)) {
      expect_golden(message_of(alert, dingtalk::Language::zh), name + ".zh.md");
    }
  }
}

// Of every payload in turn: what a layout of one's own makes of kinds that know less, or other things, than an event.
constexpr std::array kInOwnLayouts{"event_alert-exception-python",
                                   "event_alert-odd-characters",
                                   "event_alert-message-chinese",
                                   "event_alert-minimal",
                                   "issue-resolved-in-release",
                                   "metric_alert-critical",
                                   "comment-created",
                                   "monitor-unknown"};

std::vector<fs::path> templates() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kTemplates)) {
    if (entry.path().filename().string().ends_with(".template.md")) {
      files.push_back(entry.path());
    }
  }
  return files;
}

TEST(Golden, TemplatesBecomeTheExpectedMessages) {
  for (const fs::path& file : templates()) {
    const std::string name = file.stem().stem().string();
    dingtalk::Robot own = robot(dingtalk::Language::en);
    const auto parsed = dingtalk::Template::parse(test::read_file(file));
    ASSERT_TRUE(parsed.has_value()) << name;
    own.message_template = *parsed;
    for (const char* payload : kInOwnLayouts) {
      SCOPED_TRACE(name + " " + payload);
      const dingtalk::Message message =
          dingtalk::render(alert_of(kPayloads / (std::string(payload) + ".json")), own, {});
      EXPECT_FALSE(message.fault.has_value());
      expect_golden(message, "../templates/" + name + "/" + payload + ".md");
      EXPECT_LE(dingtalk::body_of(message, std::string(32, '0')).size(), 18'000U);
    }
  }
}

TEST(Golden, NoExpectedMessageIsLeftOver) {
  for (const auto& entry : fs::directory_iterator(kExpected)) {
    std::string name = entry.path().stem().string();
    if (name.ends_with(".zh")) {
      name.resize(name.size() - 3);
      EXPECT_TRUE(kAlsoInChinese.contains(name)) << name;
    }
    EXPECT_TRUE(fs::exists(kPayloads / (name + ".json"))) << name;
  }
}

TEST(Golden, EveryPayloadCanBeSent) {
  for (const fs::path& file : payloads_in(kPayloads)) {
    SCOPED_TRACE(file);
    expect_sendable(message_of(alert_of(file), dingtalk::Language::en));
    expect_sendable(message_of(alert_of(file), dingtalk::Language::zh));
  }
}

TEST(Corpus, EveryPayloadCanBeSent) {
  if (!fs::exists(kCorpus)) {
    GTEST_SKIP() << "no corpus beside this checkout";
  }
  for (const fs::path& file : payloads_in(kCorpus)) {
    SCOPED_TRACE(file);
    expect_sendable(message_of(alert_of(file), dingtalk::Language::en));
    expect_sendable(message_of(alert_of(file), dingtalk::Language::zh));
  }
}

}  // namespace
}  // namespace relay
