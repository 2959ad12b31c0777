// SPDX-License-Identifier: MIT
#include "relay/telemetry/log_line.hpp"

namespace relay::telemetry {
namespace {

constexpr std::size_t kUsualText = 320;
constexpr std::size_t kUsualPairs = 14;

}  // namespace

LogLine::LogLine(LogLevel level, std::string_view event) : level_(level) {
  text_.reserve(kUsualText);
  marks_.reserve(kUsualPairs);
  field("event", event);
}

LogLine& LogLine::field(std::string_view key, std::string_view value) { return add(key, {}, value, ValueKind::text); }

LogLine& LogLine::field(std::string_view key, Milliseconds value) {
  return add(key, "_ms", std::to_string(value.count()), ValueKind::number);
}

LogLine& LogLine::optional(std::string_view key, std::string_view value) {
  return value.empty() ? *this : field(key, value);
}

LogLine& LogLine::at(LogLevel level) {
  level_ = level;
  return *this;
}

std::string_view LogLine::level_name() const {
  switch (level_) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "info";
}

LogLine& LogLine::add(std::string_view key, std::string_view unit, std::string_view value, ValueKind kind) {
  text_.append(key).append(unit);
  const std::size_t key_end = text_.size();
  text_.append(value);
  marks_.push_back({key_end, text_.size(), kind});
  return *this;
}

}  // namespace relay::telemetry
