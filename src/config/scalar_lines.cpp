// SPDX-License-Identifier: MIT
#include "config/scalar_lines.hpp"

#include <algorithm>
#include <optional>

namespace relay::config {
namespace {

std::string_view without_carriage_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string_view line_at(const std::vector<std::string_view>& document, int number) {
  const auto index = static_cast<std::size_t>(number) - 1;
  return number >= 1 && index < document.size() ? document[index] : std::string_view{};
}

// A line of a literal block stands in the file behind its indentation.
std::optional<Place> indented(std::string_view line, int number, std::string_view text) {
  const std::size_t indent = line.size() - std::min(text.size(), line.size());
  const bool as_it_is = line.substr(indent) == text && line.find_first_not_of(' ') >= indent;
  return as_it_is ? std::optional(Place{.line = number, .column = static_cast<int>(indent) + 1}) : std::nullopt;
}

std::vector<Place> block_lines(const std::vector<std::string_view>& document, const Place& start,
                               std::string_view text) {
  std::vector<Place> places;
  int number = start.line;
  for (const std::string_view line : document_lines(text)) {
    ++number;
    const auto place = indented(line_at(document, number), number, line);
    if (!place) {
      return {};
    }
    places.push_back(*place);
  }
  return places;
}

}  // namespace

std::vector<std::string_view> document_lines(std::string_view document) {
  std::vector<std::string_view> lines;
  while (!document.empty()) {
    const std::size_t end = std::min(document.find('\n'), document.size());
    lines.push_back(without_carriage_return(document.substr(0, end)));
    document.remove_prefix(std::min(end + 1, document.size()));
  }
  return lines;
}

std::vector<Place> scalar_lines(const std::vector<std::string_view>& document, const Place& start,
                                std::string_view text) {
  const std::string_view line = line_at(document, start.line);
  const auto column = static_cast<std::size_t>(start.column) - 1;
  const std::string_view rest = column < line.size() ? line.substr(column) : std::string_view{};
  if (rest.starts_with('|')) {
    return block_lines(document, start, text);
  }
  const std::size_t quote = rest.starts_with('"') || rest.starts_with('\'') ? 1 : 0;
  const bool as_it_is =
      text.find('\n') == std::string_view::npos && rest.substr(std::min(quote, rest.size())).starts_with(text);
  return as_it_is ? std::vector<Place>{{.line = start.line, .column = start.column + static_cast<int>(quote)}}
                  : std::vector<Place>{};
}

}  // namespace relay::config
