// SPDX-License-Identifier: MIT
#include "dingtalk/markdown_line.hpp"

#include <algorithm>

namespace relay::dingtalk {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

std::size_t run_length(std::string_view text, std::size_t start) {
  return std::min(text.find_first_not_of(text[start], start), text.size()) - start;
}

std::size_t quote_length(std::string_view line) {
  std::size_t length = 0;
  for (;;) {
    const std::size_t mark = line.find_first_not_of(' ', length);
    if (mark == std::string_view::npos || line[mark] != '>') {
      return length;
    }
    length = mark + 1 < line.size() && line[mark + 1] == ' ' ? mark + 2 : mark + 1;
  }
}

std::size_t item_length(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t digits = std::min(line.find_first_not_of("0123456789", first), line.size());
  const std::string_view marks = digits == first ? "-*+" : ".)";
  const bool marked = digits + 1 < line.size() && marks.find(line[digits]) != std::string_view::npos;
  return marked && line[digits + 1] == ' ' ? digits + 2 : 0;
}

bool is_heading(std::string_view line) {
  const std::size_t hashes = line.starts_with('#') ? run_length(line, 0) : 0;
  return hashes > 0 && (hashes == line.size() || line[hashes] == ' ');
}

std::string_view fence_of(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view rest = line.substr(first);
  const bool fence = rest.starts_with("```") || rest.starts_with("~~~");
  return fence ? rest.substr(0, run_length(rest, 0)) : std::string_view{};
}

}  // namespace relay::dingtalk
