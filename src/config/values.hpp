// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "relay/base/result.hpp"

// Single values out of their text. Each error's detail says what is expected, and never quotes the text.
namespace relay::config {

// "10s", "30m", "72h", "7d", or a plain 0.
struct DurationBetween {
  std::chrono::seconds least;
  std::chrono::seconds most;
  Result<std::chrono::seconds> operator()(std::string_view text) const;
};

// Bytes: "4096", "100MB" (powers of 1000), "1GiB" (powers of 1024).
struct SizeBetween {
  std::uint64_t least;
  std::uint64_t most;
  Result<std::uint64_t> operator()(std::string_view text) const;
};

struct NumberBetween {
  unsigned least;
  unsigned most;
  Result<unsigned> operator()(std::string_view text) const;
};

// true, yes, on, 1; false, no, off, 0; in either case.
[[nodiscard]] Result<bool> parse_switch(std::string_view text);

// A name that stands in addresses and log lines: a-z, 0-9, - and _, at most 64, not - or _ first.
[[nodiscard]] Result<std::string> parse_name(std::string_view text);

// Tokens and secrets: no white space, no control character, nothing beyond ASCII.
[[nodiscard]] bool is_visible_ascii(std::string_view text);

// Below U+0020, line ends and tabs among them, and U+007F.
[[nodiscard]] bool has_control(std::string_view text);

}  // namespace relay::config
