// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/base/result.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/dingtalk/robot.hpp"

// The desk's answers as text for a person at a terminal. Each takes the body of an answer with status 200; `malformed`
// when it is none.
namespace relay::console {

// How people see times and cures.
struct Reader {
  TimeZone zone;
  dingtalk::Language language;
};

// What a command prints, and whether its answer is yes: the identity holds, the alert is known.
struct Printed {
  std::string text;
  bool good{true};
};

[[nodiscard]] Result<Printed> print_deliveries(std::string_view body, const Reader& reader);
[[nodiscard]] Result<Printed> print_audit(std::string_view body);
// `asked`: what the person looked for.
[[nodiscard]] Result<Printed> print_explanation(std::string_view body, const std::string& asked, const Reader& reader);
// `done`: "will be sent again", "are discarded".
[[nodiscard]] Result<Printed> print_change(std::string_view body, const std::string& done);
[[nodiscard]] Result<Printed> print_pause(std::string_view body);
// The words of an error's answer, whatever its status.
[[nodiscard]] std::string print_refusal(std::string_view body);

}  // namespace relay::console
