// SPDX-License-Identifier: MIT
#include "dingtalk/template_places.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "dingtalk/markdown_line.hpp"

namespace relay::dingtalk {
namespace {

constexpr char kSlot = TemplateWords::kSlot;

struct Line {
  std::string prefix;      // of a line that continues this one
  std::size_t content{0};  // where its text begins
  bool one{false};         // it cannot be continued: a heading, a row of a table
  bool single_slot{false};
};

class Places {
 public:
  explicit Places(const TemplateWords& words) : words_(words), text_(words.text) {}

  TemplateProgram run() && {
    for (std::size_t i = 0; i < text_.size();) {
      const bool line_begins = i == 0 || text_[i - 1] == '\n';
      if (line_begins && begin_line(i)) {
        i = line_end(i) + 1;
      } else {
        i = step(i);
      }
    }
    return assemble();
  }

 private:
  struct Found {
    std::size_t position;
    TemplatePiece piece;
    std::size_t length;
  };

  [[nodiscard]] std::size_t line_end(std::size_t i) const { return std::min(text_.find('\n', i), text_.size()); }

  // True when the whole line is done: it is of a fenced block.
  bool begin_line(std::size_t start) {
    const std::string_view line = text_.substr(start, line_end(start) - start);
    const std::size_t quote = quote_length(line);
    const std::string_view content = line.substr(quote);
    line_ = {.prefix = std::string(line.substr(0, quote)), .content = start + quote};
    if (is_blank(content)) {
      brackets_.clear();
    }
    if (in_fence(content)) {
      code(start, start + line.size(), TemplateSlot::Place::code_block);
      return true;
    }
    const std::size_t item = item_length(content);
    line_.prefix += std::string(item, ' ');
    line_.content += item;
    const std::string_view rest = content.substr(item);
    line_.one = is_heading(rest) || rest.find('|') != std::string_view::npos;
    const std::size_t slot = rest.find(kSlot);
    line_.single_slot =
        slot != std::string_view::npos && is_blank(rest.substr(0, slot)) && is_blank(rest.substr(slot + 1));
    return false;
  }

  bool in_fence(std::string_view content) {
    const std::string_view fence = fence_of(content);
    if (fence_.empty()) {
      fence_ = fence;
      return !fence.empty();
    }
    if (!fence.empty() && fence.front() == fence_.front() && fence.size() >= fence_.size()) {
      fence_.clear();
    }
    return true;
  }

  std::size_t step(std::size_t i) {
    switch (text_[i]) {
      case '\\':
        return i + 1 < text_.size() && text_[i + 1] != kSlot && text_[i + 1] != '\n' ? i + 2 : i + 1;
      case '`':
        return behind_code(i);
      case '[':
        brackets_.push_back(i);
        return i + 1;
      case ']':
        return behind_bracket(i);
      case kSlot:
        add_text_slot(i);
        return i + 1;
      default:
        return i + 1;
    }
  }

  // Backticks without their counterpart in the same paragraph are text.
  std::size_t behind_code(std::size_t start) {
    const std::size_t length = run_length(text_, start);
    const std::size_t paragraph_end = std::min(text_.find("\n\n", start), text_.size());
    for (std::size_t i = text_.find('`', start + length); i < paragraph_end; i = text_.find('`', i)) {
      const std::size_t closing = run_length(text_, i);
      if (closing == length) {
        code(start, i, TemplateSlot::Place::code_span);
        return i + closing;
      }
      i += closing;
    }
    return start + length;
  }

  void code(std::size_t start, std::size_t end, TemplateSlot::Place place) {
    for (std::size_t i = text_.find(kSlot, start); i < end; i = text_.find(kSlot, i + 1)) {
      TemplateSlot slot = slot_at(place);
      const bool block = place == TemplateSlot::Place::code_block;
      slot.lines = block ? TemplateSlot::Lines::several : TemplateSlot::Lines::one;
      slot.prefix = block ? line_.prefix : "";
      add(i, std::move(slot), 1);
    }
  }

  // Of the next variable: they are met in order.
  TemplateSlot slot_at(TemplateSlot::Place place) {
    return {.variable = words_.variables.at(next_variable_++), .place = place};
  }

  std::size_t behind_bracket(std::size_t closing) {
    if (brackets_.empty()) {
      return closing + 1;
    }
    const std::size_t opening = brackets_.back();
    brackets_.pop_back();
    const auto end = target_end(closing + 1);
    if (!end) {
      return closing + 1;
    }
    add_target(opening, closing, *end);
    return *end + 1;
  }

  // Of "(…)", with parentheses in pairs, on one line.
  [[nodiscard]] std::optional<std::size_t> target_end(std::size_t start) const {
    if (start >= text_.size() || text_[start] != '(') {
      return std::nullopt;
    }
    int depth = 0;
    for (std::size_t i = start; i < text_.size() && text_[i] != '\n'; ++i) {
      depth += text_[i] == '(' ? 1 : 0;
      depth -= text_[i] == ')' ? 1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return std::nullopt;
  }

  void add_target(std::size_t opening, std::size_t closing, std::size_t end) {
    const std::size_t target = closing + 2;
    if (text_.find(kSlot, target) >= end) {
      return;
    }
    const bool image = opening > 0 && text_[opening - 1] == '!';
    const std::size_t begin = image ? opening - 1 : opening;
    add(begin, TemplateMark{LinkMark::text_begins, image ? "![" : "["}, opening + 1 - begin);
    add(closing, TemplateMark{LinkMark::target_begins, "]("}, 2);
    for (std::size_t i = text_.find(kSlot, target); i < end; i = text_.find(kSlot, i + 1)) {
      TemplateSlot slot = slot_at(TemplateSlot::Place::link_target);
      slot.start = is_blank(text_.substr(target, i - target)) ? TemplateSlot::Start::of_block : slot.start;
      add(i, slot, 1);
    }
    add(end, TemplateMark{LinkMark::ends, ")"}, 1);
  }

  void add_text_slot(std::size_t i) {
    TemplateSlot slot = slot_at(TemplateSlot::Place::text);
    const bool emphasised = i > 0 && std::string_view("*_~").find(text_[i - 1]) != std::string_view::npos;
    const bool several = slot.variable == TemplateVariable::message && !line_.one && brackets_.empty() && !emphasised;
    const bool first = i >= line_.content && is_blank(text_.substr(line_.content, i - line_.content));
    slot.lines = several ? TemplateSlot::Lines::several : TemplateSlot::Lines::one;
    slot.start = first ? TemplateSlot::Start::of_block : TemplateSlot::Start::within;
    slot.extent = line_.single_slot ? TemplateSlot::Extent::whole_line : TemplateSlot::Extent::part_of_line;
    slot.prefix = line_.prefix;
    add(i, std::move(slot), 1);
  }

  void add(std::size_t position, TemplatePiece piece, std::size_t length) {
    found_.push_back({position, std::move(piece), length});
  }

  TemplateProgram assemble() {
    std::sort(found_.begin(), found_.end(),
              [](const Found& left, const Found& right) { return left.position < right.position; });
    TemplateProgram program;
    std::size_t done = 0;
    for (Found& found : found_) {
      add_literal(program, text_.substr(done, found.position - done),
                  std::holds_alternative<TemplateSlot>(found.piece));
      done = found.position + found.length;
      program.pieces.push_back(std::move(found.piece));
    }
    add_literal(program, text_.substr(done), false);
    return program;
  }

  // A single backslash before a value would take the backslash that escapes the value's first character.
  static void add_literal(TemplateProgram& program, std::string_view text, bool value_follows) {
    const std::size_t last_other = text.find_last_not_of('\\');
    const std::size_t backslashes = text.size() - (last_other == std::string_view::npos ? 0 : last_other + 1);
    if (!text.empty()) {
      program.pieces.emplace_back(std::string(text) + (value_follows && backslashes % 2 == 1 ? "\\" : ""));
    }
  }

  const TemplateWords& words_;
  std::string_view text_;
  std::size_t next_variable_{0};
  Line line_;
  std::string fence_;
  std::vector<std::size_t> brackets_;
  std::vector<Found> found_;
};

}  // namespace

TemplateProgram place_variables(const TemplateWords& words) { return Places(words).run(); }

}  // namespace relay::dingtalk
