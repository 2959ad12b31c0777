// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "relay/alert/alert.hpp"

namespace relay::routing {

// What keywords are looked for in: an alert's title and message, their case folded once for all robots.
struct SearchedText {
  explicit SearchedText(const alert::Alert& alert);

  std::string title;
  std::string message;
};

// Which alerts a robot wants, by words in their title and message. Case is ignored (relay/base/case_fold.hpp). A word
// may be part of a longer one. No words: every alert. All of it is valid UTF-8.
class KeywordFilter {
 public:
  enum class Verdict {
    passes,
    excluded,      // holds an excluded word; wins over everything
    not_included,  // there are words to include, and it holds none of them
  };

  KeywordFilter() = default;
  // Words that are empty do not count.
  KeywordFilter(const std::vector<std::string>& include, const std::vector<std::string>& exclude);

  [[nodiscard]] bool has_words() const { return !include_.empty() || !exclude_.empty(); }
  [[nodiscard]] Verdict judge(const SearchedText& text) const;

 private:
  std::vector<std::string> include_;  // folded
  std::vector<std::string> exclude_;
};

}  // namespace relay::routing
