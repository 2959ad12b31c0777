// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relay::emulator {

// HTML in a message, as DingTalk's PC client takes it: <font color> works, even inside code; every other tag vanishes.
// Tags are taken out before the Markdown parser sees the text and put back as one private-use character each.
class FontTags {
 public:
  // The text without tags, with placeholders for font tags. `text` is valid UTF-8.
  [[nodiscard]] std::string take_out(std::string_view text);

  // Escaped HTML of a piece of that text, with font tags again; never closes more than it opened.
  [[nodiscard]] std::string put_back(std::string_view piece);

  // What closes the tags that are still open.
  [[nodiscard]] std::string close_all();

 private:
  [[nodiscard]] std::string tag_of(char32_t placeholder);

  std::vector<std::string> colors_;
  std::size_t open_{0};
};

}  // namespace relay::emulator
