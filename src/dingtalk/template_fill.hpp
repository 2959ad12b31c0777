// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "dingtalk/template_program.hpp"
#include "dingtalk/template_values.hpp"

namespace relay::dingtalk {

// The template's text with its values, each written as its place asks for. A line, quote or item that consists of one
// variable without a value is left out; of a link that leads nowhere, or is about {url} where there is none, the text
// stays. No white space at the end, no blank lines at either end.
[[nodiscard]] std::string fill(const TemplateProgram& program, const TemplateValues& values);

}  // namespace relay::dingtalk
