// SPDX-License-Identifier: MIT
#include "config/parse_yaml.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <sstream>
#include <utility>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/tree_builder.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

// yaml-cpp ends its input at a U+0004 and counts other control characters as text: they are refused before it.
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
}

std::optional<SyntaxProblem> find_bad_text(std::string_view text) {
  if (text.size() > kMostBytes) {
    return SyntaxProblem{.place = {}, .text = "the file is larger than 1 MiB"};
  }
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const auto* forbidden = std::find_if(line.begin(), line.end(), is_forbidden);
    if (forbidden != line.end()) {
      const auto column = static_cast<int>(forbidden - line.begin()) + 1;
      return SyntaxProblem{.place = {.line = number, .column = column}, .text = "a control character stands here"};
    }
    if (!utf8::is_valid(line)) {
      return SyntaxProblem{.place = {.line = number, .column = 1}, .text = "this line is not valid UTF-8"};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

// yaml-cpp's message, and what to tell a person; its other messages speak for themselves and quote nothing.
const std::array kWords{
    std::pair{YAML::ErrorMsg::UNKNOWN_ANCHOR,
              "anchors (&) and aliases (*) are not supported; a text that begins with * must stand in quotes"},
    std::pair{YAML::ErrorMsg::BLOCK_ENTRY, "a list may not begin here; a lone - must stand in quotes: \"-\""},
    std::pair{YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab stands where spaces are expected: indent with spaces"},
    std::pair{YAML::ErrorMsg::MAP_VALUE,
              "a : may not stand here: look at the indentation, or put a text that holds \": \" in quotes"},
    std::pair{YAML::ErrorMsg::END_OF_MAP, "this does not continue the mapping above: look at the indentation"},
    std::pair{YAML::ErrorMsg::UNKNOWN_TOKEN,
              "a text that begins with @, ` or %, or that holds ? between { and }, must stand in quotes"},
    std::pair{YAML::ErrorMsg::BAD_FILE, "nested too deeply"},
};

std::string in_words(const std::string& message) {
  for (const auto& [theirs, ours] : kWords) {
    if (message.starts_with(theirs)) {
      return std::string("YAML: ") + ours;
    }
  }
  return "YAML: " + message;
}

}  // namespace

ParsedYaml parse_yaml(std::string_view text) {
  ParsedYaml out;
  if (auto bad = find_bad_text(text)) {
    out.problems.push_back(std::move(*bad));
    return out;
  }
  std::istringstream stream{std::string(text)};
  TreeBuilder builder(out, text);
  try {
    YAML::Parser parser(stream);
    // Not until the end: before a token that begins nothing (a lone comma), yaml-cpp 0.7 sees documents forever.
    if (parser.HandleNextDocument(builder)) {
      parser.HandleNextDocument(builder);
    }
  } catch (const YAML::Exception& error) {
    out.problems.push_back({.place = place_of(error.mark), .text = in_words(error.msg)});
  } catch (const std::exception&) {
    out.problems.push_back({.place = {}, .text = "YAML: the text cannot be read"});
  }
  return out;
}

}  // namespace relay::config
