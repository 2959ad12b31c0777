// SPDX-License-Identifier: MIT
#include "config/keywords.hpp"

#include <algorithm>

#include "relay/base/case_fold.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

constexpr std::size_t kMost = 100;
constexpr std::size_t kLongest = 200;

std::vector<Text> parse_words(const std::vector<Text>& texts, Report& report) {
  std::vector<Text> words;
  for (const Text& text : texts) {
    auto word = single_line(text, report);
    if (!word.has_value() || word->value.empty()) {
      continue;
    }
    if (utf8::count_characters(word->value) > kLongest) {
      report.problem(text.origin, "a keyword has at most 200 characters; several are separated by commas");
      continue;
    }
    words.push_back(std::move(*word));
  }
  if (words.size() > kMost) {
    report.problem(words.front().origin, "more than 100 keywords");
  }
  return words;
}

std::vector<std::string> values_of(const std::vector<Text>& words) {
  std::vector<std::string> out;
  for (const Text& word : words) {
    out.push_back(word.value);
  }
  return out;
}

void warn_of_conflicts(const std::vector<Text>& include, const std::vector<Text>& exclude, Report& report) {
  for (const Text& wanted : include) {
    const std::string folded = fold_case(wanted.value);
    const auto holds = [&](const Text& word) { return folded.find(fold_case(word.value)) != std::string::npos; };
    const auto found = std::find_if(exclude.begin(), exclude.end(), holds);
    if (found != exclude.end()) {
      report.warn(wanted.origin, "\"" + wanted.value + "\" lets nothing pass: the excluded \"" + found->value +
                                     "\" is part of it, and exclude_keywords wins");
    }
  }
}

}  // namespace

std::vector<Text> split_keywords(const Text& text) {
  std::string value = text.value;
  for (const std::string_view separator : {"，", "\n"}) {
    for (std::size_t at = 0; (at = value.find(separator, at)) != std::string::npos; ++at) {
      value.replace(at, separator.size(), ",");
    }
  }
  std::vector<Text> out;
  for (std::size_t start = 0; start <= value.size();) {
    const std::size_t end = std::min(value.find(',', start), value.size());
    out.push_back({.value = value.substr(start, end - start), .origin = text.origin});
    start = end + 1;
  }
  return out;
}

std::vector<Text> read_keywords(const Section& section, std::string_view key) {
  const Node* node = section.find(key);
  const std::vector<Text> texts = section.one_or_more(key);
  const bool one_text = node != nullptr && node->type == NodeType::scalar;
  return one_text ? split_keywords(texts.front()) : texts;
}

RobotKeywords parse_keywords(const std::vector<Text>& include, const std::vector<Text>& exclude, Report& report) {
  const std::vector<Text> wanted = parse_words(include, report);
  const std::vector<Text> unwanted = parse_words(exclude, report);
  warn_of_conflicts(wanted, unwanted, report);
  return {.include = values_of(wanted), .exclude = values_of(unwanted)};
}

}  // namespace relay::config
