// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "fuzz/check.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"

// title, link and location of an alert, a line each; then the template, up to a line "---"; then the alert's message.
namespace relay::fuzz {
namespace {

alert::Alert alert_from(std::string_view& input) {
  alert::Alert alert;
  alert.kind = alert::Kind::event;
  alert.title = utf8::repair(take_line(input));
  alert.link = utf8::repair(take_line(input));
  alert.location = utf8::repair(take_line(input));
  return alert;
}

std::string_view take_template(std::string_view& input) {
  constexpr std::string_view kEnd = "\n---\n";
  const std::size_t end = std::min(input.find(kEnd), input.size());
  const std::string_view text = input.substr(0, end);
  input.remove_prefix(std::min(end + kEnd.size(), input.size()));
  return text;
}

void errors_hold(const std::vector<dingtalk::TemplateError>& errors, std::string_view text) {
  check(!errors.empty(), "a refusal says why");
  for (const dingtalk::TemplateError& error : errors) {
    check(error.offset <= text.size(), "a mistake stands within the template");
    check(error.line >= 1 && error.column >= 1, "lines and columns count from 1");
    check(!error.text.empty() && utf8::is_valid(error.text), "a mistake is said in words");
    check(error.text.find_first_of("\r\n") == std::string::npos, "on one line");
  }
}

void message_holds(const dingtalk::Message& message, const dingtalk::Robot& robot, std::string_view text) {
  constexpr std::size_t kMostBytes = 18'000;
  check(utf8::is_valid(message.text) && utf8::is_valid(message.title), "a message is valid UTF-8");
  check(dingtalk::body_of(message, std::string(32, '0')).size() <= kMostBytes, "a message keeps to its limit");
  check(message.text.find(robot.keyword) != std::string::npos, "the keyword is in the text");
  check(message.title.find(robot.keyword) != std::string::npos, "the keyword is in the title");
  check(message.text.find("@13800000000") != std::string::npos, "the mention is in the text");
  const auto angles = [](std::string_view from) { return std::count(from.begin(), from.end(), '<'); };
  check(angles(message.text) <= angles(text), "no value brings a tag along");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = view(data, size);
  alert::Alert alert = alert_from(input);
  const std::string_view text = take_template(input);
  alert.message = utf8::repair(input);
  const auto parsed = dingtalk::Template::parse(text);
  if (parsed.has_error()) {
    errors_hold(parsed.error(), text);
    return 0;
  }
  dingtalk::Robot robot;
  robot.keyword = "a_b";
  robot.at_mobiles = {"13800000000"};
  robot.message_template = *parsed;
  message_holds(dingtalk::render(alert, robot, {}), robot, text);
  return 0;
}

}  // namespace relay::fuzz
