// SPDX-License-Identifier: MIT
#include "relay/base/time_zone.hpp"

#include <cstdlib>
#include <date/tz.h>
#include <exception>
#include <sstream>

namespace relay {
namespace {

// The tz library reports by exceptions; here they become a null pointer.
const date::time_zone* look_up(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    return nullptr;
  }
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  if (name == "UTC") {
    return utc();
  }
  const date::time_zone* zone = look_up(name);
  if (zone == nullptr) {
    return fail(ErrorKind::not_found, "no time zone \"" + std::string(name) + "\" in the tz database");
  }
  return TimeZone(zone);
}

TimeZone TimeZone::local() {
  const char* named = std::getenv("TZ");
  if (named != nullptr && *named != '\0') {
    return TimeZone(look_up(*named == ':' ? named + 1 : named));
  }
  try {
    return TimeZone(date::current_zone());
  } catch (const std::exception&) {
    return utc();
  }
}

TimeZone TimeZone::utc() { return TimeZone(nullptr); }

std::string TimeZone::format(WallTime time) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  if (zone_ == nullptr) {
    return date::format("%F %T +00:00", seconds);
  }
  return date::format("%F %T %Ez", date::make_zoned(zone_, seconds));
}

Result<WallTime> TimeZone::parse(const std::string& text) const {
  for (const char* form : {"%F%n%T", "%FT%T", "%F%n%R", "%FT%R", "%F"}) {
    std::istringstream stream(text);
    date::local_seconds local;
    stream >> date::parse(form, local);
    if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof()) {
      continue;
    }
    if (zone_ == nullptr) {
      return WallTime{local.time_since_epoch()};
    }
    return WallTime{zone_->to_sys(local, date::choose::earliest)};
  }
  return fail(ErrorKind::invalid_argument, "\"" + text + "\" is no time such as 2026-11-23 15:04");
}

std::string TimeZone::name() const { return zone_ == nullptr ? std::string("UTC") : zone_->name(); }

}  // namespace relay
