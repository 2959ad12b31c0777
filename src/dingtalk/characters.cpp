// SPDX-License-Identifier: MIT
#include "dingtalk/characters.hpp"

#include <algorithm>
#include <array>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t Size>
bool within(const std::array<Range, Size>& ranges, std::uint32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [=](Range range) { return code_point >= range.first && code_point <= range.last; });
}

// C0 but tab, LF and CR; DEL and C1 but NEL; embeddings, overrides and isolates.
constexpr std::array<Range, 7> kDropped{
    {{0x00, 0x08}, {0x0B, 0x0C}, {0x0E, 0x1F}, {0x7F, 0x84}, {0x86, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};

// Combining marks, variation selectors, skin tones, tags: drawn onto the character before them.
constexpr std::array<Range, 8> kExtending{{{0x0300, 0x036F},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF},
                                           {0x200D, 0x200D},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F},
                                           {0x1F3FB, 0x1F3FF},
                                           {0xE0020, 0xE007F}}};

constexpr std::array<Range, 10> kLetters{{{'0', '9'},
                                          {'A', 'Z'},
                                          {'a', 'z'},
                                          {0x00C0, 0x02AF},
                                          {0x0370, 0x1FFF},
                                          {0x3041, 0x318F},
                                          {0x3400, 0x9FFF},
                                          {0xA000, 0xD7FF},
                                          {0xF900, 0xFAFF},
                                          {0x20000, 0x3FFFF}}};

constexpr std::uint32_t kJoiner = 0x200D;

bool is_break(std::uint32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_flag_letter(std::uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

// Behind the colour or cursor sequence that starts at `escape` (ECMA-48, 5.4), or behind the escape alone.
std::size_t behind_sequence(std::string_view text, std::size_t escape) {
  std::size_t end = escape + 1;
  if (end >= text.size() || text[end] != '[') {
    return end;
  }
  ++end;
  while (end < text.size() && text[end] >= 0x20 && text[end] <= 0x3F) {
    ++end;
  }
  return end < text.size() && text[end] >= 0x40 && text[end] <= 0x7E ? end + 1 : end;
}

void append_tab(std::string& line) { line += line.find_first_not_of(' ') == std::string::npos ? "    " : " "; }

std::size_t before(std::string_view text, std::size_t position) {
  do {
    --position;
  } while (position > 0 && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U);
  return position;
}

bool tears(std::string_view text, std::size_t position) {
  std::size_t left = before(text, position);
  std::size_t right = position;
  const std::uint32_t previous = utf8::decode(text, left);
  const std::uint32_t next = utf8::decode(text, right);
  return within(kExtending, next) || previous == kJoiner || (is_flag_letter(previous) && is_flag_letter(next));
}

}  // namespace

std::vector<std::string> printable_lines(std::string_view text) {
  constexpr char kEscape = '\x1B';
  const std::string valid = utf8::repair(text);
  std::vector<std::string> lines(1);
  std::uint32_t previous = 0;
  for (std::size_t i = 0; i < valid.size();) {
    if (valid[i] == kEscape) {
      i = behind_sequence(valid, i);
      continue;
    }
    const std::uint32_t c = utf8::decode(valid, i);
    if (is_break(c)) {
      if (c != '\n' || previous != '\r') {
        lines.emplace_back();
      }
    } else if (c == '\t') {
      append_tab(lines.back());
    } else if (!within(kDropped, c)) {
      utf8::append(lines.back(), c);
    }
    previous = c;
  }
  return lines;
}

std::size_t cluster_border(std::string_view text, std::size_t position) {
  constexpr int kLongest = 16;
  std::size_t border = position;
  for (int i = 0; i < kLongest; ++i) {
    if (border == 0 || border >= text.size() || !tears(text, border)) {
      return border;
    }
    border = before(text, border);
  }
  return position;
}

bool is_letter_or_digit(std::uint32_t code_point) { return within(kLetters, code_point) && code_point != 0xD7; }

}  // namespace relay::dingtalk
