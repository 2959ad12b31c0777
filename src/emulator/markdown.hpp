// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::emulator {

enum class Client { pc, phone };

// A message's markdown as HTML that is safe to put into a page: every tag in it is ours, links lead to http, https or
// dingtalk only, images become placeholders. DingTalk's subset (dossier, section 9): headings, bold, italic, links,
// quotes, lists, rules; no tables, fences or strike-through; a single line feed does not break the line. <font color>
// works; other HTML tags vanish, as they do on a PC, or make the result empty on a phone.
[[nodiscard]] std::string markdown_html(std::string_view markdown, Client client);

}  // namespace relay::emulator
