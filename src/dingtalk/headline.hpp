// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relay::dingtalk {

// "【project】 ", what stands before a title; empty without a project.
[[nodiscard]] std::string project_prefix(std::string_view project);

// "【keyword】" for a line of plain text that is to be escaped; empty when it shows the keyword then, or there is none.
[[nodiscard]] std::string keyword_tag(std::string_view plain, std::string_view keyword);

// The title of a message, which a phone shows in its banner: "【project】 title", one line of plain text of at most 64
// characters, "【keyword】" before it unless it holds the keyword as it is. A keyword is never cut, whatever its
// length.
[[nodiscard]] std::string banner(std::string_view project, std::string_view title, std::string_view keyword);

// The first heading, escaped but for the keyword: the robot searches the text as it was sent. At most `characters` of
// the title.
[[nodiscard]] std::string heading(std::string_view title, std::string_view keyword, std::size_t characters);

// `text`, which is Markdown, with "【keyword】" in its first heading, or on a line before it, unless it shows the
// keyword anyway: not only within an entity or a link's target.
[[nodiscard]] std::string with_keyword(std::string text, std::string_view keyword);

}  // namespace relay::dingtalk
