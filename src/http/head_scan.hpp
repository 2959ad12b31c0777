// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "http/refusal.hpp"

namespace relay::http {

struct HeadIncomplete {};
struct HeadComplete {
  std::size_t bytes;  // the empty line included
};
using HeadScan = std::variant<HeadIncomplete, HeadComplete, Refusal>;

// Finds the end of a message head byte by byte, and refuses on the way what a lenient parser would repair: bare LF or
// CR, control characters, folded lines (RFC 9112, 2.2 and 5.2), too much of anything.
// Beast unfolds lines silently, so this must be seen on the raw bytes.
class HeadScanner {
 public:
  HeadScanner(std::size_t max_bytes, std::size_t max_fields) : max_bytes_(max_bytes), max_fields_(max_fields) {}

  // `bytes` begins with all that was given before; only the rest is looked at.
  [[nodiscard]] HeadScan scan(std::string_view bytes);

 private:
  [[nodiscard]] std::size_t end_of_text(std::string_view bytes) const;
  [[nodiscard]] HeadScan end_of_line(std::size_t next);

  std::size_t max_bytes_;
  std::size_t max_fields_;
  std::size_t position_{0};
  std::size_t line_start_{0};
  std::size_t lines_{0};  // complete ones
};

}  // namespace relay::http
