// SPDX-License-Identifier: MIT
#include "app/filter_json.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace relay::app {
namespace {

using nlohmann::json;

// Seconds of one unit; 0: no unit.
std::int64_t seconds_of(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3'600;
    case 'd':
      return 86'400;
    default:
      return 0;
  }
}

constexpr std::int64_t kLongestAge = 10LL * 366 * 86'400;

std::optional<std::chrono::seconds> age_of(const std::string& text) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const std::int64_t unit = rest + 1 == end ? seconds_of(*rest) : 0;
  if (error != std::errc{} || unit == 0 || count < 0 || count > kLongestAge / unit) {
    return std::nullopt;
  }
  return std::chrono::seconds{count * unit};
}

Result<void> put_instant(json& object, const char* name, const std::optional<std::string>& text, const TimeZone& zone,
                         WallTime now) {
  if (!text.has_value()) {
    return boost::system::in_place_value;
  }
  const Result<WallTime> instant = instant_of(*text, zone, now);
  if (!instant) {
    return instant.error();
  }
  object[name] = instant->time_since_epoch().count();
  return boost::system::in_place_value;
}

template <class Value>
void put(json& object, const char* name, const std::optional<Value>& value) {
  if (value.has_value()) {
    object[name] = *value;
  }
}

}  // namespace

Result<WallTime> instant_of(const std::string& text, const TimeZone& zone, WallTime now) {
  if (const auto age = age_of(text)) {
    return now - *age;
  }
  const Result<WallTime> parsed = zone.parse(text);
  if (!parsed) {
    return fail(ErrorKind::invalid_argument,
                "\"" + text + "\" is neither an age such as 2h or 3d nor a time such as 2026-11-23 15:04");
  }
  return parsed;
}

Result<void> put_filter(json& object, const FilterArguments& filter, const TimeZone& zone, WallTime now) {
  put(object, "alert", filter.alert);
  put(object, "robot", filter.robot);
  put(object, "state", filter.state);
  put(object, "issue", filter.issue);
  if (Result<void> done = put_instant(object, "since_ms", filter.since, zone, now); !done) {
    return done;
  }
  return put_instant(object, "until_ms", filter.until, zone, now);
}

}  // namespace relay::app
