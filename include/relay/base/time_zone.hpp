// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"

namespace date {
class time_zone;
}

namespace relay {

// A zone of the system's tz database (https://www.iana.org/time-zones). A value; copies are cheap.
class TimeZone {
 public:
  // "Asia/Shanghai", "UTC"; not_found for any other text.
  [[nodiscard]] static Result<TimeZone> find(std::string_view name);
  // The TZ variable's zone when it names one, else /etc/localtime, else UTC.
  [[nodiscard]] static TimeZone local();
  [[nodiscard]] static TimeZone utc();

  // "2026-11-23 15:04:05 +08:00", to the second.
  [[nodiscard]] std::string format(WallTime time) const;
  // "2026-11-23", "2026-11-23 15:04" or "2026-11-23T15:04:05" in this zone; invalid_argument for any other text. Of two
  // instants with one name (the end of summer time) the earlier.
  [[nodiscard]] Result<WallTime> parse(const std::string& text) const;
  [[nodiscard]] std::string name() const;

 private:
  explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}
  const date::time_zone* zone_;  // owned by the tz database for the life of the process; null is UTC
};

}  // namespace relay
