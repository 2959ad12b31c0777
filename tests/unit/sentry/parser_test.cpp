// SPDX-License-Identifier: MIT
#include "relay/sentry/parser.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>

#include "relay/base/utf8.hpp"
#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::Kind;
using alert::Level;
using nlohmann::json;
using test::source;

std::vector<std::string> texts_of(const alert::Alert& alert) {
  std::vector<std::string> texts{alert.source,       alert.resource,     alert.action,      alert.project,
                                 alert.project_slug, alert.organization, alert.environment, alert.title,
                                 alert.location,     alert.link,         alert.event_id,    alert.issue_id,
                                 alert.short_id};
  texts.insert(texts.end(), alert.rules.begin(), alert.rules.end());
  for (const alert::Fact& fact : alert.facts) {
    texts.push_back(fact.value);
  }
  return texts;
}

bool has_control(const std::string& text, std::string_view allowed) {
  return std::any_of(text.begin(), text.end(), [&](char c) {
    return (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) && allowed.find(c) == std::string_view::npos;
  });
}

// What alert.hpp promises of every alert, whatever was sent.
void expect_sound(const Parsed& parsed) {
  EXPECT_FALSE(parsed.alert.title.empty());
  EXPECT_FALSE(parsed.dedup.subject.empty());
  EXPECT_TRUE(parsed.alert.link.empty() || parsed.alert.link.starts_with("http"));
  EXPECT_TRUE(utf8::is_valid(parsed.alert.message));
  EXPECT_FALSE(has_control(parsed.alert.message, "\n\t"));
  std::size_t size = parsed.alert.message.size();
  for (const std::string& text : texts_of(parsed.alert)) {
    EXPECT_TRUE(utf8::is_valid(text)) << text;
    EXPECT_FALSE(has_control(text, "")) << text;
    size += text.size();
  }
  EXPECT_LE(size, 7000U);
}

// Another one each time: every place gets one, and every kind of place gets all.
const json& wrong_value() {
  static const std::vector<json> kValues{
      true,           -1,
      1e300,          "",
      " \t\n",        "\x01\x1b[31m",
      "http://[",     std::string(20'000, 'x'),
      json::array(),  json::array({nullptr, json::array({1}), json::object({{"a", 1}})}),
      json::object(), json::object({{"name", json::array({1})}, {"values", 3}, {"issue", nullptr}})};
  static std::size_t next = 0;
  return kValues[next++ % kValues.size()];
}

// Every field of the body, on every level; of what is never read, only its outside.
void collect_places(const json& value, const json::json_pointer& place, std::vector<json::json_pointer>& places) {
  constexpr std::string_view kUnread[] = {"stacktrace", "contexts", "breadcrumbs", "extra", "_meta", "sdk", "modules"};
  if (!place.empty()) {
    places.push_back(place);
    if (std::find(std::begin(kUnread), std::end(kUnread), place.back()) != std::end(kUnread)) {
      return;
    }
  }
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      collect_places(child, place / key, places);
    }
  }
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    collect_places(value[i], place / i, places);
  }
}

std::string as_sent(const json& body) { return body.dump(-1, ' ', true, json::error_handler_t::replace); }

json without(json body, const json::json_pointer& place) {
  json& parent = body.at(place.parent_pointer());
  if (parent.is_array()) {
    parent.erase(std::stoul(place.back()));
  } else {
    parent.erase(place.back());
  }
  return body;
}

json with(json body, const json::json_pointer& place, const json& value) {
  body.at(place) = value;
  return body;
}

TEST(Parser, TheBodysShapeDecides) {
  struct Case {
    const char* body;
    const char* resource;
    const char* header;
  };
  const Case cases[] = {
      {R"({"data":{"event":{}}})", "event_alert", "issue"},
      {R"({"data":{"error":{}}})", "error", ""},
      {R"({"data":{"metric_alert":{}}})", "metric_alert", "brand_new"},
      {R"({"data":{"issue":{}}})", "issue", "activity_alert"},
      {R"({"data":{"issue":{},"alert":{}}})", "activity_alert", "issue"},
      {R"({"data":{"issue":{},"activity":{}}})", "activity_alert", ""},
      {R"({"data":{"comment_id":1}})", "comment", ""},
      {R"({"data":{"comment":"x"}})", "comment", ""},
      {R"({"data":{"installation":{}}})", "installation", ""},
      {R"({"data":{"run_id":1}})", "seer", ""},
      {R"({"data":{"group_id":1}})", "seer", ""},
      {R"({"data":{"buildId":"1"}})", "preprod_artifact", ""},
      {R"({"project_slug":"p"})", "legacy", "issue"},
      {R"({"triggering_rules":[]})", "legacy", ""},
      {R"({"project":"p","message":"m"})", "legacy", ""},
      {R"({"project":"p","event":{}})", "legacy", ""},
      {R"({"project":{"slug":"p"},"event":{}})", "service_hook", ""},
      {R"({"project":{"slug":"p"},"group":{}})", "service_hook", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.body);
    const Parsed parsed = parse(c.body, c.header, source());
    EXPECT_EQ(parsed.alert.resource, c.resource);
    EXPECT_TRUE(parsed.understood);
    expect_sound(parsed);
  }
}

TEST(Parser, TheHeaderBreaksTies) {
  EXPECT_EQ(parse(R"({"action":"created","data":{"issue_id":1}})", "comment", source()).alert.kind, Kind::comment);
  EXPECT_EQ(parse(R"({"action":"created","data":{"issue_id":1}})", "", source()).alert.kind, Kind::unrecognised);
  EXPECT_EQ(parse(R"({"action":"created","data":[]})", "comment", source()).alert.kind, Kind::unrecognised);
  EXPECT_EQ(parse(R"({"data":{"event":"no object"}})", "event_alert", source()).alert.kind, Kind::event);
}

TEST(Parser, WhatIsNoBodyOfSentryIsStillAMessage) {
  const std::string deep = "{\"data\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  for (const std::string& body : {std::string{}, std::string("{"), std::string(100'000, '['), deep,
                                  std::string("\0\0", 2), std::string("{\"project\":1}")}) {
    SCOPED_TRACE(body.substr(0, 20));
    const Parsed parsed = parse(body, "", source());
    EXPECT_EQ(parsed.alert.kind, Kind::unrecognised);
    EXPECT_FALSE(parsed.understood);
    expect_sound(parsed);
  }
}

TEST(Parser, HugeTextsFitTheSpool) {
  const std::string text(1U << 18U, 'x');
  const std::string body = R"({"data":{"event":{"event_id":")" + text + R"(","title":")" + text + R"(","message":")" +
                           text + R"(","culprit":")" + text + R"("},"triggered_rule":")" + text + R"("}})";
  const Parsed parsed = parse(body, "event_alert", source());
  expect_sound(parsed);
  EXPECT_LE(parsed.dedup.subject.size(), 200U);
}

TEST(Parser, LeavesTheBodyAlone) {
  const std::string body = "{\"data\":{\"event\":{\"title\":\"caf\xE9\"}}}";
  const std::string before = body;
  EXPECT_EQ(parse(body, "", source()).alert.title, "caf\uFFFD");
  EXPECT_EQ(body, before);
}

TEST(Parser, EveryFixtureIsUnderstood) {
  for (const auto& file : test::payloads_in(test::fixtures())) {
    SCOPED_TRACE(file.filename().string());
    const Parsed parsed = test::parse_file(file, test::self_hosted());
    EXPECT_EQ(parsed.understood, file.stem() != "monitor-unknown");
    expect_sound(parsed);
  }
}

TEST(Parser, EveryFieldMayBeMissingOrOfAnotherType) {
  for (const auto& file : test::payloads_in(test::fixtures())) {
    SCOPED_TRACE(file.filename().string());
    const std::string resource = test::resource_of(file);
    const json body = json::parse(relay::test::read_file(file), nullptr, false);
    ASSERT_TRUE(body.is_object() || file.stem() == "event_alert-odd-characters");
    std::vector<json::json_pointer> places;
    collect_places(body, json::json_pointer{}, places);
    for (const json::json_pointer& place : places) {
      SCOPED_TRACE(place.to_string());
      expect_sound(parse(as_sent(without(body, place)), resource, source()));
      for (const json& value : {json(nullptr), wrong_value()}) {
        expect_sound(parse(as_sent(with(body, place, value)), resource, source()));
      }
    }
  }
}

TEST(Parser, SurvivesDamagedBytes) {
  std::mt19937 random(20261123);  // the same damage every time
  for (const auto& file : test::payloads_in(test::fixtures())) {
    SCOPED_TRACE(file.filename().string());
    const std::string body = relay::test::read_file(file);
    for (int i = 0; i < 50; ++i) {
      std::string damaged = body;
      for (int n = 0; n < 1 + i % 4; ++n) {
        constexpr std::string_view kBytes = "{}[]\",:\\0 \x80\xff\x01tn";
        damaged[random() % damaged.size()] = kBytes[random() % kBytes.size()];
      }
      expect_sound(parse(damaged, test::resource_of(file), source()));
      expect_sound(parse(body.substr(0, random() % body.size()), test::resource_of(file), source()));
    }
  }
}

TEST(Parser, ReadsTheCorpus) {
  const auto corpus = std::filesystem::path(RELAY_SOURCE_DIR) / "../shared/sentry/payloads";
  if (!std::filesystem::exists(corpus)) {
    GTEST_SKIP() << "no corpus beside the repository";
  }
  for (const auto& file : test::payloads_in(corpus)) {
    SCOPED_TRACE(file.filename().string());
    const Parsed parsed = test::parse_file(file, test::self_hosted());
    const alert::Alert& alert = parsed.alert;
    EXPECT_TRUE(parsed.understood);
    EXPECT_EQ(alert.resource, test::resource_of(file).empty() ? "legacy" : test::resource_of(file));
    EXPECT_FALSE(alert.title.starts_with("issue ") || alert.title == "(no title)") << alert.title;
    expect_sound(parsed);
    const bool has_level = alert.kind == Kind::event || alert.kind == Kind::issue || alert.kind == Kind::metric ||
                           alert.kind == Kind::activity;
    EXPECT_EQ(alert.level != Level::unknown, has_level);
    const bool has_link = alert.kind == Kind::event || alert.kind == Kind::issue || alert.kind == Kind::activity ||
                          alert.kind == Kind::comment || alert.kind == Kind::analysis;
    if (has_link) {
      EXPECT_NE(alert.link, "");
    }
  }
}

}  // namespace
}  // namespace relay::sentry
