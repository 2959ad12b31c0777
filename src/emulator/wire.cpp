// SPDX-License-Identifier: MIT
#include "emulator/wire.hpp"

#include <array>
#include <boost/crc.hpp>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace relay::emulator {
namespace {

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string_view phrase_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 302:
      return "Found";
    case 414:
      return "URI Too Long";
    default:
      return "Error";
  }
}

void append_little_endian(std::string& out, std::uint32_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
}

}  // namespace

std::string http_date(WallTime time) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
  const unsigned month = static_cast<unsigned>(date.month());
  return std::string(kDays[std::chrono::weekday{day}.c_encoding()]) + ", " +
         two_digits(static_cast<unsigned>(date.day())) + " " + kMonths[month - 1] + " " +
         std::to_string(static_cast<int>(date.year())) + " " +
         two_digits(static_cast<unsigned>(clock.hours().count())) + ":" +
         two_digits(static_cast<unsigned>(clock.minutes().count())) + ":" +
         two_digits(static_cast<unsigned>(clock.seconds().count())) + " GMT";
}

std::string wire_head(const ports::HttpResponse& response, std::string_view framing) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(phrase_of(response.status)) +
                    "\r\nContent-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) {
    out += name + ": " + value + "\r\n";
  }
  if (!framing.empty()) {
    out += std::string(framing) + "\r\n";
  }
  return out + "\r\n";
}

std::string wire_bytes(const ports::HttpResponse& response) {
  return wire_head(response, "Content-Length: " + std::to_string(response.body.size())) + response.body;
}

std::string wire_chunk(std::string_view text) {
  std::array<char, 16> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
  return std::string(size.data(), end) + "\r\n" + std::string(text) + "\r\n";
}

std::string gzip_stored(std::string_view text) {
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  out += '\x01';  // the last block, stored
  const auto size = static_cast<std::uint32_t>(text.size());
  append_little_endian(out, size, 2);
  append_little_endian(out, ~size, 2);
  out += text;
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  append_little_endian(out, crc.checksum(), 4);
  append_little_endian(out, size, 4);
  return out;
}

}  // namespace relay::emulator
