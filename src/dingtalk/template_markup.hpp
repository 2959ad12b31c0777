// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace relay::dingtalk {

// Where HTML begins in a template's text (TemplateWords) that would make a whole message blank on a phone: every tag
// but <font color=…>, <font size=…> and </font>, which DingTalk shows as colours and sizes.
[[nodiscard]] std::vector<std::size_t> html_in(std::string_view text);

}  // namespace relay::dingtalk
