// SPDX-License-Identifier: MIT
#include "dingtalk/reply.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

using nlohmann::json;

std::optional<std::int64_t> decimal(const std::string& text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> integral(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: beyond it a double is not one integer
  const bool exact = std::trunc(value) == value && std::abs(value) <= kExact;
  return exact ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

std::optional<std::int64_t> number_in(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end()) {
    return std::nullopt;
  }
  if (member->is_number_unsigned() && member->get<std::uint64_t>() > INT64_MAX) {
    return std::nullopt;
  }
  if (member->is_number_integer()) {
    return member->get<std::int64_t>();
  }
  if (member->is_number_float()) {
    return integral(member->get<double>());
  }
  return member->is_string() ? decimal(member->get_ref<const std::string&>()) : std::nullopt;
}

std::string text_in(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

std::string_view from_first_character(std::string_view body) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (body.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    body.remove_prefix(kByteOrderMark.size());
  }
  return body.substr(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
}

}  // namespace

Reply read_reply(std::string_view body) {
  const std::string_view start = from_first_character(body);
  Reply reply;
  if (start.empty() || start.front() != '{') {
    reply.shape = !start.empty() && start.front() == '<' ? ReplyShape::markup : ReplyShape::other;
    return reply;
  }
  constexpr int kDeepest = 8;
  int errcodes = 0;
  const auto keep = [&errcodes](int depth, json::parse_event_t event, const json& parsed) {
    errcodes += event == json::parse_event_t::key && depth == 1 && parsed == "errcode" ? 1 : 0;
    return depth <= kDeepest;
  };
  const json object = json::parse(utf8::repair(start), keep, false);
  if (!object.is_object()) {
    return reply;
  }
  reply.shape = ReplyShape::object;
  // Two of them say two things: none is taken.
  reply.errcode = errcodes == 1 ? number_in(object, "errcode") : std::nullopt;
  reply.errmsg = text_in(object, "errmsg");
  reply.status = number_in(object, "status");
  reply.wait = number_in(object, "wait");
  return reply;
}

}  // namespace relay::dingtalk
