// SPDX-License-Identifier: MIT
#include "relay/routing/keyword_filter.hpp"

#include <algorithm>

#include "relay/base/case_fold.hpp"

namespace relay::routing {
namespace {

std::vector<std::string> folded(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    if (!word.empty()) {
      out.push_back(fold_case(word));
    }
  }
  return out;
}

}  // namespace

SearchedText::SearchedText(const alert::Alert& alert)
    : title(fold_case(alert.title)), message(fold_case(alert.message)) {}

KeywordFilter::KeywordFilter(const std::vector<std::string>& include, const std::vector<std::string>& exclude)
    : include_(folded(include)), exclude_(folded(exclude)) {}

KeywordFilter::Verdict KeywordFilter::judge(const SearchedText& text) const {
  const auto occurs = [&](const std::string& word) {
    return text.title.find(word) != std::string::npos || text.message.find(word) != std::string::npos;
  };
  if (std::any_of(exclude_.begin(), exclude_.end(), occurs)) {
    return Verdict::excluded;
  }
  const bool wanted = include_.empty() || std::any_of(include_.begin(), include_.end(), occurs);
  return wanted ? Verdict::passes : Verdict::not_included;
}

}  // namespace relay::routing
