// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relay::dingtalk {

// The title of a message, which a phone shows in its banner: "【project】 title", one line of plain text of at most 64
// characters, "【keyword】" before it unless it holds the keyword as it is. A keyword is never cut, whatever its
// length.
[[nodiscard]] std::string banner(std::string_view project, std::string_view title, std::string_view keyword);

// The first heading, escaped but for the keyword: the robot searches the text as it was sent. At most `characters` of
// the title.
[[nodiscard]] std::string heading(std::string_view title, std::string_view keyword, std::size_t characters);

}  // namespace relay::dingtalk
