// SPDX-License-Identifier: MIT
#include "dingtalk/dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace relay::dingtalk {
namespace {

using namespace std::chrono_literals;

// Exactly `digits` digits at `position`, within [0, most].
std::optional<unsigned> number_at(std::string_view text, std::size_t position, std::size_t digits, unsigned most) {
  if (text.size() < position + digits) {
    return std::nullopt;
  }
  unsigned value = 0;
  const char* const end = text.data() + position + digits;
  const auto [stop, error] = std::from_chars(text.data() + position, end, value);
  return error == std::errc{} && stop == end && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<WallTime> time_of(std::optional<unsigned> year, std::optional<unsigned> month,
                                std::optional<unsigned> day, std::string_view clock) {
  const auto hour = number_at(clock, 0, 2, 23);
  const auto minute = number_at(clock, 3, 2, 59);
  const auto second = number_at(clock, 6, 2, 60);
  if (!year || !month || !day || !hour || !minute || !second || clock[2] != ':' || clock[5] != ':') {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  return WallTime(std::chrono::sys_days(date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

std::optional<unsigned> month_named(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? std::nullopt : std::optional(static_cast<unsigned>(found - kMonths.begin()) + 1);
}

// "", "Z", "+08:00", "-0330".
std::optional<Milliseconds> offset_of(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") {
    return 0ms;
  }
  const auto hours = number_at(text, 1, 2, 23);
  const auto minutes = number_at(text, text.size() == 6 && text[3] == ':' ? 4 : 3, 2, 59);
  const bool shaped = text.size() == 5 || (text.size() == 6 && text[3] == ':');
  if (!shaped || !hours || !minutes || (text.front() != '+' && text.front() != '-')) {
    return std::nullopt;
  }
  const Milliseconds size = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return text.front() == '-' ? -size : size;
}

}  // namespace

std::optional<WallTime> parse_http_date(std::string_view text) {
  constexpr std::string_view kExample = "Sun, 06 Nov 1994 08:49:37 GMT";
  if (text.size() != kExample.size() || text.substr(3, 2) != ", " || text.substr(25) != " GMT" || text[7] != ' ' ||
      text[11] != ' ' || text[16] != ' ') {
    return std::nullopt;
  }
  return time_of(number_at(text, 12, 4, 9999), month_named(text.substr(8, 3)), number_at(text, 5, 2, 31),
                 text.substr(17, 8));
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  constexpr std::string_view kExample = "2026-03-02T03:04:05";
  if (text.size() < kExample.size() || text[4] != '-' || text[7] != '-' ||
      (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) {
    return std::nullopt;
  }
  std::string_view rest = text.substr(kExample.size());
  if (!rest.empty() && rest.front() == '.') {
    rest = rest.substr(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  }
  const auto offset = offset_of(rest);
  const auto local =
      time_of(number_at(text, 0, 4, 9999), number_at(text, 5, 2, 12), number_at(text, 8, 2, 31), text.substr(11, 8));
  return local && offset ? std::optional(*local - *offset) : std::nullopt;
}

}  // namespace relay::dingtalk
