// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "relay/dingtalk/template.hpp"

namespace relay::dingtalk {

// A variable and where it stands in the Markdown around it: that decides how its value is written.
struct TemplateSlot {
  enum class Place { text, code_span, code_block, link_target };
  enum class Lines { one, several };  // several: a value may continue on lines of its own
  enum class Start { within, of_block };
  enum class Extent { part_of_line, whole_line };

  TemplateVariable variable;
  Place place{Place::text};
  Lines lines{Lines::one};
  Start start{Start::within};           // of_block: what makes a list or heading at a line's head would do so here;
                                        // in a link's target: nothing stands before it
  Extent extent{Extent::part_of_line};  // whole_line: without a value, the line says nothing
  std::string prefix{};                 // what each further line begins with: "> "
};

// The borders of a link whose target has variables; a link that leads nowhere becomes its text.
enum class LinkMark { text_begins, target_begins, ends };

struct TemplateMark {
  LinkMark mark;
  std::string text;  // "[" or "![", "](", ")"
};

using TemplatePiece = std::variant<std::string, TemplateSlot, TemplateMark>;

struct TemplateProgram {
  std::vector<TemplatePiece> pieces;
};

}  // namespace relay::dingtalk
