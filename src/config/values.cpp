// SPDX-License-Identifier: MIT
#include "config/values.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace relay::config {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 4> kDurations{{{"d", 86'400}, {"h", 3'600}, {"m", 60}, {"s", 1}}};
constexpr std::array<Unit, 9> kSizes{{{"TiB", 1ULL << 40U},
                                      {"GiB", 1ULL << 30U},
                                      {"MiB", 1ULL << 20U},
                                      {"KiB", 1ULL << 10U},
                                      {"TB", 1'000'000'000'000},
                                      {"GB", 1'000'000'000},
                                      {"MB", 1'000'000},
                                      {"KB", 1'000},
                                      {"B", 1}}};

struct Quantity {
  std::uint64_t number;
  std::string_view unit;
};

std::optional<Quantity> split(std::string_view text) {
  Quantity out{.number = 0, .unit = {}};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.number);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  out.unit = text.substr(std::min(text.find_first_not_of(' '), text.size()));
  return out;
}

template <std::size_t Size>
std::optional<std::uint64_t> times(const Quantity& quantity, const std::array<Unit, Size>& units) {
  const auto* unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == quantity.unit; });
  if (unit == units.end() || quantity.number > std::numeric_limits<std::int64_t>::max() / unit->factor) {
    return std::nullopt;
  }
  return quantity.number * unit->factor;
}

// The largest unit that leaves no rest: 259200 s is "3d".
template <std::size_t Size>
std::string in_units(std::uint64_t value, const std::array<Unit, Size>& units) {
  const auto* unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return value % u.factor == 0; });
  return value == 0 ? "0" : std::to_string(value / unit->factor) + std::string(unit->name);
}

Error outside(const std::string& least, const std::string& most) {
  return fail(ErrorKind::invalid_argument, "must be from " + least + " to " + most);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

Result<std::chrono::seconds> DurationBetween::operator()(std::string_view text) const {
  const auto quantity = split(text);
  const bool zero = quantity.has_value() && quantity->number == 0 && quantity->unit.empty();
  const auto value = zero ? std::optional<std::uint64_t>(0) : quantity ? times(*quantity, kDurations) : std::nullopt;
  if (!value.has_value()) {
    return fail(ErrorKind::malformed, "a duration with its unit is expected, such as 10s, 30m, 72h or 7d");
  }
  const std::chrono::seconds seconds{static_cast<std::int64_t>(*value)};
  if (seconds < least || seconds > most) {
    return outside(in_units(static_cast<std::uint64_t>(least.count()), kDurations),
                   in_units(static_cast<std::uint64_t>(most.count()), kDurations));
  }
  return seconds;
}

Result<std::uint64_t> SizeBetween::operator()(std::string_view text) const {
  auto quantity = split(text);
  if (quantity.has_value() && quantity->unit.empty()) {
    quantity->unit = "B";
  }
  const auto value = quantity ? times(*quantity, kSizes) : std::nullopt;
  if (!value.has_value()) {
    return fail(ErrorKind::malformed, "a size is expected, such as 512MiB, 1GiB, 100MB or a number of bytes");
  }
  if (*value < least || *value > most) {
    return outside(in_units(least, kSizes), in_units(most, kSizes));
  }
  return *value;
}

Result<unsigned> NumberBetween::operator()(std::string_view text) const {
  const auto quantity = split(text);
  if (!quantity.has_value() || !quantity->unit.empty() || quantity->number < least || quantity->number > most) {
    return fail(ErrorKind::malformed,
                "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is expected");
  }
  return static_cast<unsigned>(quantity->number);
}

Result<bool> parse_switch(std::string_view text) {
  constexpr std::array<std::string_view, 4> kOn{"true", "yes", "on", "1"};
  constexpr std::array<std::string_view, 4> kOff{"false", "no", "off", "0"};
  const std::string word = lower(text);
  if (std::find(kOn.begin(), kOn.end(), word) != kOn.end()) {
    return true;
  }
  if (std::find(kOff.begin(), kOff.end(), word) != kOff.end()) {
    return false;
  }
  return fail(ErrorKind::malformed, "true or false is expected");
}

Result<std::string> parse_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto may_stand = [](char c) { return is_name_start(c) || c == '-' || c == '_'; };
  if (text.empty() || text.size() > kLongest || !is_name_start(text.front()) ||
      !std::all_of(text.begin(), text.end(), may_stand)) {
    return fail(ErrorKind::malformed,
                "a name of a-z, 0-9, - and _ is expected, at most 64 characters, the first a letter or digit");
  }
  return std::string(text);
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace relay::config
