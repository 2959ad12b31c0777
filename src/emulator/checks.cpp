// SPDX-License-Identifier: MIT
#include "emulator/checks.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "emulator/security.hpp"

namespace relay::emulator {
namespace {

constexpr std::size_t kLongestRequestLine = 8 * 1024;
constexpr std::size_t kLargestBody = 20'000;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_json_type(std::string_view content_type) {
  std::string type = lower(content_type.substr(0, content_type.find(';')));
  type.erase(type.find_last_not_of(" \t") + 1);
  return type == "application/json";
}

// Rows 1 to 4.
std::optional<Refusal> check_request_line(const ports::HttpHead& head) {
  if (head.path != "/robot/send") {
    return refuse(404, "请求的URI地址不存在", {"the path is not /robot/send", "路径不是 /robot/send"});
  }
  if (head.method != "POST") {
    return refuse(43002, "需要POST请求", {"not a POST", "不是 POST 请求"});
  }
  if (token_of(head).empty()) {
    return refuse(40035, "缺少参数 access_token", {"access_token is missing", "缺少 access_token"});
  }
  const std::size_t line = head.method.size() + head.path.size() + head.query.size() + sizeof("  ? HTTP/1.1") - 1;
  if (line > kLongestRequestLine) {
    return Refusal{html_answer(414, "414 Request-URI Too Large"), {"the URL is longer than 8 KiB", "网址过长"}};
  }
  return std::nullopt;
}

// Rows 5 and 6.
std::optional<Refusal> check_rate(const CheckInput& input, RateLimiter& limiter) {
  const std::string token = token_of(input.request.head);
  const RateStyle style = input.options.rate_style;
  switch (limiter.look(token, input.boot)) {
    case RateState::blocked:
      return rate_refusal(style, {"the robot is blocked for having sent too fast", "发送过快，机器人仍在限流中"});
    case RateState::exceeded:
      return rate_refusal(style,
                          {"one message too many within the window: the block begins", "超过每分钟上限，开始限流"});
    case RateState::free:
      break;
  }
  if (input.options.count_refused) {
    limiter.count(token, input.boot);
  }
  return std::nullopt;
}

Refusal unknown_token(Wording wording) {
  const Reason reason{"unknown access_token", "access_token 不存在"};
  switch (wording) {
    case Wording::current:
      return refuse(300005, "token is not exist", reason);
    case Wording::legacy:
      return refuse(300001, "token is not exist", reason);
    case Wording::documented:
      return refuse(400101, "access_token不存在", reason);
  }
  return {};
}

// Rows 7 to 9.
std::optional<Refusal> check_robot(const EmulatedRobot* robot, Wording wording) {
  if (robot == nullptr) {
    return unknown_token(wording);
  }
  if (robot->disabled) {
    return refuse(400102, "机器人已停用", {"the robot is disabled", "机器人已停用"});
  }
  if (robot->group_gone) {
    return refuse(400013, "群已被解散", {"the group is disbanded", "群已被解散"});
  }
  if (robot->removed) {
    return refuse(400106, "机器人不存在", {"the robot was removed from the group", "机器人已被移出群"});
  }
  return std::nullopt;
}

// Rows 10 to 16.
std::optional<Refusal> check_body(const ports::HttpRequest& request, const MessageReading& reading) {
  if (!is_json_type(request.head.header("content-type"))) {
    return refuse(43004, "无效的HTTP HEADER Content-Type",
                  {"Content-Type is not application/json", "Content-Type 不是 application/json"});
  }
  if (request.body.size() > kLargestBody) {
    return refuse(460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;",
                  {"the body is larger than 20000 bytes", "正文超过 20000 字节"});
  }
  return reading.refusal;
}

// Row 22.
std::optional<Refusal> check_content(const Message& message, const EmulatorOptions& options) {
  const std::string text = message.title + "\n" + message.text;
  for (const std::string& word : options.bad_words) {
    if (text.find(word) != std::string::npos) {
      return refuse(430102, "含有不合适的文本", {"an unsuitable word", "含有不合适的文本"});
    }
  }
  std::string links = lower(text);
  for (const std::string& url : message.urls) {
    links += "\n" + lower(url);
  }
  for (const std::string& host : options.bad_hosts) {
    if (links.find(lower(host)) != std::string::npos) {
      return refuse(430101, "错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;",
                    {"a link to an unsafe host", "含有不安全的外链"});
    }
  }
  return std::nullopt;
}

// Rows 7 to 22.
std::optional<Refusal> check_message(const CheckInput& input) {
  const Wording wording = input.options.wording;
  if (auto refusal = check_robot(input.robot, wording)) {
    return refusal;
  }
  if (auto refusal = check_body(input.request, input.reading)) {
    return refusal;
  }
  if (auto refusal = check_signature(*input.robot, input.request.head.query, input.wall, wording)) {
    return refusal;
  }
  if (auto refusal = check_keyword(*input.robot, input.reading.message, wording)) {
    return refusal;
  }
  if (auto refusal = check_address(*input.robot, input.request.head.peer, wording)) {
    return refusal;
  }
  return check_content(input.reading.message, input.options);
}

}  // namespace

std::string token_of(const ports::HttpHead& head) { return form_value(head.query, "access_token"); }

std::optional<Refusal> check(const CheckInput& input, RateLimiter& limiter) {
  if (auto refusal = check_request_line(input.request.head)) {
    return refusal;
  }
  if (auto refusal = check_rate(input, limiter)) {
    return refusal;
  }
  auto refusal = check_message(input);
  if (!refusal && !input.options.count_refused) {
    limiter.count(token_of(input.request.head), input.boot);
  }
  return refusal;
}

}  // namespace relay::emulator
