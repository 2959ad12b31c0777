// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "relay/dingtalk/template.hpp"

namespace relay::dingtalk {

// A template with its braces understood.
struct TemplateWords {
  static constexpr char kSlot = '\x01';  // stands in `text` for each variable; no template can hold it

  std::string text;                         // line ends are "\n"
  std::vector<std::size_t> offsets;         // where each byte of `text` stands in the template
  std::vector<TemplateVariable> variables;  // in order
  std::vector<TemplateError> errors;
};

[[nodiscard]] TemplateWords read_template(std::string_view source);

// The place of an offset, as people count.
[[nodiscard]] TemplateError template_error(std::string_view source, std::size_t offset, std::string text);

}  // namespace relay::dingtalk
