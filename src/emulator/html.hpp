// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relay::emulator {

// Text for an element or a quoted attribute: & < > " ' become entities, invalid UTF-8 U+FFFD.
[[nodiscard]] std::string html_escape(std::string_view text);

// A tag as a browser's tokenizer sees it: "<font color=red>", "</module>", "<!-- x -->".
struct HtmlTag {
  std::size_t begin;
  std::size_t end;   // behind '>'
  std::string name;  // lower case; "!" for comments and declarations
  bool closes;
};

// The first tag at or behind `from`; begin == npos when there is none. Markdown's <https://…> and <a@b.c> are no tags,
// nor is a '<' without a '>' in the same paragraph.
[[nodiscard]] HtmlTag next_tag(std::string_view text, std::size_t from);

// Whether a phone shows the whole message blank: HTML other than <font> (users' reports, 2023).
[[nodiscard]] bool is_blank_on_phone(std::string_view markdown);

// The value of <font color=…> when it is a name or #hex, else empty.
[[nodiscard]] std::string font_color(std::string_view tag);

}  // namespace relay::emulator
