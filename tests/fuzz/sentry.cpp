// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>

#include "fuzz/check.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/parser.hpp"

// Body -> alert -> message -> JSON: whatever comes in, what goes out is a message DingTalk can take.
namespace relay::fuzz {
namespace {

constexpr std::array<const char*, 10> kResources{"",
                                                 "event_alert",
                                                 "error",
                                                 "issue",
                                                 "metric_alert",
                                                 "comment",
                                                 "seer",
                                                 "installation",
                                                 "preprod_artifact",
                                                 "activity_alert"};

dingtalk::Robot robot() {
  dingtalk::Robot robot;
  robot.name = "fuzz";
  robot.keyword = "Sentry 报警";
  robot.at_mobiles = {"13800000000", "+1-5550100"};
  return robot;
}

bool is_clean(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0x7F || (byte < 0x20 && c != '\n' && c != '\t')) {
      return false;
    }
  }
  return utf8::is_valid(text);
}

void alert_holds(const alert::Alert& alert) {
  check(!alert.title.empty(), "an alert has a title");
  for (const std::string* text : {&alert.title, &alert.message, &alert.project, &alert.location, &alert.link,
                                  &alert.environment, &alert.organization, &alert.short_id, &alert.action}) {
    check(is_clean(*text), "texts of an alert are valid UTF-8 without control characters");
  }
  for (const alert::Fact& fact : alert.facts) {
    check(is_clean(fact.value), "facts are valid UTF-8 without control characters");
  }
  const bool web = alert.link.starts_with("https://") || alert.link.starts_with("http://");
  check(alert.link.empty() || web, "a link is http or https");
}

void message_holds(const alert::Alert& alert, delivery::Form form, dingtalk::Language language) {
  constexpr std::size_t kTitleCharacters = 64;
  constexpr std::size_t kBodyBytes = 18'000;
  static const dingtalk::Robot kRobot = robot();
  const dingtalk::RenderOptions options{language, TimeZone::utc(), form, form == delivery::Form::plain};
  const dingtalk::Message message = dingtalk::render(alert, kRobot, options);
  check(!message.title.empty() && !message.text.empty(), "a message has title and text");
  check(is_clean(message.title) && is_clean(message.text), "a message is valid UTF-8 without control characters");
  check(utf8::count_characters(message.title) <= kTitleCharacters, "a title has at most 64 characters");
  check(message.title.find(kRobot.keyword) != std::string::npos, "the title holds the keyword");
  check(message.text.find(kRobot.keyword) != std::string::npos, "the text holds the keyword");
  const std::string body = dingtalk::body_of(message, "0123456789abcdef0123456789abcdef");
  check(body.size() <= kBodyBytes, "a body has at most 18 000 bytes");
  check(utf8::is_valid(body), "a body is valid UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kSpare = 64;  // simdjson reads ahead
  std::string body;
  body.reserve(size + kSpare);
  body.append(view(data, size));
  sentry::Source source;
  source.name = "main";
  source.base_url = "https://sentry.example.com";
  source.organization = "acme";
  sentry::Parsed parsed = sentry::parse(body, kResources[size % kResources.size()], source);
  alert_holds(parsed.alert);
  message_holds(parsed.alert, delivery::Form::full, dingtalk::Language::en);
  alert::fit_to_spool(parsed.alert);
  alert_holds(parsed.alert);
  message_holds(parsed.alert, delivery::Form::full, dingtalk::Language::zh);
  message_holds(parsed.alert, delivery::Form::plain, dingtalk::Language::en);
  return 0;
}

}  // namespace relay::fuzz
