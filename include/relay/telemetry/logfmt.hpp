// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "relay/base/time.hpp"

namespace relay::telemetry {

// One logfmt line (https://brandur.org/logfmt): key=value pairs, values quoted where they need it. Control characters
// are escaped, so that nothing from outside can begin a line of its own.
class Logfmt {
 public:
  // The first pair: event=name.
  explicit Logfmt(std::string_view event);

  Logfmt& field(std::string_view key, std::string_view value);
  Logfmt& field(std::string_view key, std::integral auto value) { return field(key, std::to_string(value)); }
  // "key_ms=84"
  Logfmt& field(std::string_view key, Milliseconds value);
  // Nothing at all when the value is empty.
  Logfmt& optional(std::string_view key, std::string_view value);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace relay::telemetry
