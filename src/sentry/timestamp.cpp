// SPDX-License-Identifier: MIT
#include "sentry/timestamp.hpp"

#include <charconv>
#include <chrono>

namespace relay::sentry {
namespace {

using namespace std::chrono_literals;

// Takes exactly `digits` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  int value = 0;
  const std::string_view part = text.substr(0, digits);
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (error != std::errc{} || end != part.data() + digits || part.front() == '-') {
    return std::nullopt;
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  const bool there = !text.empty() && any_of.find(text.front()) != std::string_view::npos;
  text.remove_prefix(there ? 1 : 0);
  return there;
}

// Three numbers of the given lengths with a separator between them.
struct Three {
  int first, second, third;
};
std::optional<Three> take_three(std::string_view& text, std::size_t first_digits, std::string_view separator) {
  const auto first = take_digits(text, first_digits);
  const bool separated = take(text, separator);
  const auto second = take_digits(text, 2);
  const bool separated_again = take(text, separator);
  const auto third = take_digits(text, 2);
  if (!first || !separated || !second || !separated_again || !third) {
    return std::nullopt;
  }
  return Three{*first, *second, *third};
}

Milliseconds take_fraction(std::string_view& text) {
  if (!take(text, ".,")) {
    return 0ms;
  }
  Milliseconds fraction = 0ms;
  Milliseconds unit = 100ms;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    fraction += unit * (text.front() - '0');
    unit /= 10;
    text.remove_prefix(1);
  }
  return fraction;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  const bool west = text.starts_with('-');
  if (text.empty() || take(text, "Zz")) {
    return 0min;
  }
  const bool has_sign = take(text, "+-");
  const auto hours = take_digits(text, 2);
  static_cast<void>(take(text, ":"));
  const auto minutes = take_digits(text, 2);
  if (!has_sign || !hours || !minutes) {
    return std::nullopt;
  }
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return west ? -offset : offset;
}

}  // namespace

std::optional<WallTime> instant_from(std::string_view text) {
  const auto date = take_three(text, 4, "-");
  const bool separated = take(text, "Tt ");
  const auto time = take_three(text, 2, ":");
  const Milliseconds fraction = take_fraction(text);
  const auto offset = take_offset(text);
  if (!date || !separated || !time || !offset || !text.empty()) {
    return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(date->first),
                                        std::chrono::month(static_cast<unsigned>(date->second)),
                                        std::chrono::day(static_cast<unsigned>(date->third))};
  // 60 is a leap second.
  if (!day.ok() || time->first > 23 || time->second > 59 || time->third > 60) {
    return std::nullopt;
  }
  return std::chrono::sys_days(day) + std::chrono::hours(time->first) + std::chrono::minutes(time->second) +
         std::chrono::seconds(time->third) + fraction - *offset;
}

std::optional<WallTime> instant_from(const Value& value) {
  constexpr double kYear1980 = 315'532'800;
  constexpr double kYear2200 = 7'258'118'400;
  const std::optional<double> seconds = value.number();
  if (!seconds.has_value()) {
    return instant_from(value.text());
  }
  if (*seconds < kYear1980 || *seconds > kYear2200) {
    return std::nullopt;
  }
  return WallTime(Milliseconds(static_cast<std::int64_t>(*seconds * 1000 + 0.5)));
}

}  // namespace relay::sentry
