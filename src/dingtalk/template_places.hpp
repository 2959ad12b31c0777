// SPDX-License-Identifier: MIT
#pragma once

#include "dingtalk/template_program.hpp"
#include "dingtalk/template_words.hpp"

namespace relay::dingtalk {

// Reads the Markdown around each variable: links, code, headings, lists and quotes. Where the least capable client may
// read it differently, the more careful reading counts.
[[nodiscard]] TemplateProgram place_variables(const TemplateWords& words);

}  // namespace relay::dingtalk
