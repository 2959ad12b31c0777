// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// DingTalk's Markdown: a subset whose clients differ, so the least capable one decides. A phone shows a whole message
// blank when it holds an HTML tag, so foreign text never brings a '<' along.
// (https://open.dingtalk.com/document/development/robot-message-type)
// Every function takes any bytes and returns valid UTF-8. A value is made printable by one_line or lines_of,
// shortened, and only then escaped: escaping twice, or cutting what is escaped, breaks it.
namespace relay::dingtalk::markdown {

// One line: no control characters, no bidirectional overrides; line breaks and tabs are a space; trimmed.
[[nodiscard]] std::string one_line(std::string_view text);

// The lines of a text, printable as above, without trailing spaces; a tab at the head of a line is four spaces.
// Blank lines at both ends are gone, several in a row are one.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// At most `characters` characters with the "…" that marks a cut; never within an emoji or an accented letter.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t characters);
// The same without the mark: a prefix of `text`, which is valid UTF-8.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t characters);

// For a value within a line: HTML entities, and a backslash before what Markdown would take for its own.
[[nodiscard]] std::string escape(std::string_view line);

// The same for a value at the head of a line, which must not become a list or an underlined heading there; leading
// spaces are kept.
[[nodiscard]] std::string escape_line(std::string_view line);

// What code_span puts between its backticks.
[[nodiscard]] std::string code_text(std::string_view line);

// `value` in backticks. Nothing can be escaped there, so '<', '>', '`' and the '(' of "](" become
// look-alikes.
[[nodiscard]] std::string code_span(std::string_view line);

// Percent-encodes what would end the link or break a client, leaves %XX as it is. Empty for anything but a usable
// http or https URL of at most 4 096 bytes.
[[nodiscard]] std::string link_target(std::string_view url);

// Every line quoted, escaped and really broken; leading spaces are kept. Empty for an empty text.
[[nodiscard]] std::string quote(std::string_view text);

// "- **label**: value"; the value is Markdown already.
[[nodiscard]] std::string list_item(std::string_view label, std::string_view value);

// The blocks that are not empty, with an empty line between them.
[[nodiscard]] std::string join(const std::vector<std::string>& blocks);

}  // namespace relay::dingtalk::markdown
