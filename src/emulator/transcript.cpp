// SPDX-License-Identifier: MIT
#include "emulator/transcript.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "emulator/json_text.hpp"

namespace relay::emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kKeptEntries = 10'000;
constexpr std::size_t kKeptBytes = 32 * 1024;

void cut(std::string& text) {
  if (text.size() > kKeptBytes) {
    text.resize(kKeptBytes);
    text.shrink_to_fit();
  }
}

Json json_of(const TranscriptEntry& entry) {
  Json json;
  json["number"] = entry.number;
  json["received_ms"] = entry.received.time_since_epoch().count();
  json["robot"] = entry.robot;
  json["msg_type"] = entry.msg_type;
  json["title"] = entry.title;
  json["text"] = entry.text;
  json["at_mobiles"] = entry.at_mobiles;
  json["at_all"] = entry.at_all;
  json["msg_uuid"] = entry.msg_uuid;
  json["body"] = entry.body;
  json["status"] = entry.status;
  json["answer"] = entry.answer;
  json["shown"] = entry.shown;
  json["duplicate"] = entry.duplicate;
  json["reason"] = entry.reason;
  json["reason_zh"] = entry.reason_zh;
  json["fault"] = entry.fault;
  return json;
}

}  // namespace

void Transcript::add(TranscriptEntry entry) {
  entry.number = ++last_number_;
  for (std::string* text : {&entry.title, &entry.text, &entry.msg_uuid, &entry.body, &entry.answer}) {
    cut(*text);
  }
  entries_.push_back(std::move(entry));
  if (entries_.size() > kKeptEntries) {
    entries_.pop_front();
  }
}

Fate fate_of(const TranscriptEntry& entry) {
  if (entry.shown) {
    return Fate::shown;
  }
  return entry.duplicate ? Fate::duplicate : Fate::refused;
}

std::optional<std::int64_t> errcode_of(std::string_view answer) {
  const nlohmann::json json = parse_object(answer);
  const auto code = json.is_object() ? json.find("errcode") : json.end();
  if (code == json.end()) {
    return std::nullopt;
  }
  if (code->is_number_integer()) {
    return code->get<std::int64_t>();
  }
  const std::string text = code->is_string() ? code->get<std::string>() : dump(*code);
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

std::string transcript_json(const std::deque<TranscriptEntry>& entries, std::string_view robot) {
  std::array<std::size_t, 3> counts{};
  Json messages = Json::array();
  for (const TranscriptEntry& entry : entries) {
    if (robot.empty() || entry.robot == robot) {
      ++counts.at(static_cast<std::size_t>(fate_of(entry)));
      messages.push_back(json_of(entry));
    }
  }
  Json json;
  json["shown"] = counts[0];
  json["duplicate"] = counts[1];
  json["refused"] = counts[2];
  json["messages"] = std::move(messages);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace relay::emulator
