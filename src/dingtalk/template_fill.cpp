// SPDX-License-Identifier: MIT
#include "dingtalk/template_fill.hpp"

#include <algorithm>

#include "relay/base/url.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

using Place = TemplateSlot::Place;
using Start = TemplateSlot::Start;

std::string without_spaces_at_end(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(" \t\n") + 1));
}

std::string_view substitute_in_address(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '_':
      return "%5F";
    case '*':
      return "%2A";
    case '~':
      return "%7E";
    case '!':
      return "%21";
    default:
      return {};
  }
}

// Where no link is written, clients make one of an address themselves: it must stay whole, so that what Markdown would
// take for its own is percent-encoded, not escaped.
std::string address_in_text(std::string_view url) {
  std::string out;
  for (const char c : markdown::link_target(url)) {
    const std::string_view substitute = substitute_in_address(c);
    out += substitute.empty() ? std::string(1, c) : std::string(substitute);
  }
  return out;
}

std::string escaped(const std::string& line, Start start) {
  return start == Start::of_block ? markdown::escape_line(line) : markdown::escape(line);
}

// Continued on lines that begin as the first one does, really broken.
std::string escaped_lines(const TemplateSlot& slot, const std::string& text) {
  std::string out;
  for (const std::string& line : markdown::lines_of(text)) {
    if (out.empty()) {
      out = escaped(line, slot.start);
    } else {
      out += "  \n" + (line.empty() ? without_spaces_at_end(slot.prefix) : slot.prefix + markdown::escape_line(line));
    }
  }
  return out;
}

std::string code_lines(const TemplateSlot& slot, const std::string& text) {
  std::string out;
  for (const std::string& line : markdown::lines_of(text)) {
    out += (out.empty() ? "" : "\n" + slot.prefix) + markdown::code_text(line);
  }
  return out;
}

std::string in_text(const TemplateSlot& slot, const TemplateValues& values) {
  const std::string& value = values.of(slot.variable);
  if (slot.variable == TemplateVariable::url) {
    return address_in_text(value);
  }
  if (slot.variable == TemplateVariable::display_title) {
    const bool bare = values.keyword_tag.empty();
    return values.keyword_tag + (bare ? escaped(value, slot.start) : markdown::escape(value));
  }
  return slot.lines == TemplateSlot::Lines::several ? escaped_lines(slot, value)
                                                    : escaped(markdown::one_line(value), slot.start);
}

std::string in_code(const TemplateSlot& slot, const TemplateValues& values) {
  const bool with_tag = slot.variable == TemplateVariable::display_title;
  const std::string value = (with_tag ? values.keyword_tag : "") + markdown::one_line(values.of(slot.variable));
  return value.empty() ? " " : markdown::code_text(value);  // two backticks alone would begin another span
}

std::string in_link_target(const TemplateSlot& slot, const TemplateValues& values) {
  const std::string& value = values.of(slot.variable);
  const bool whole = slot.variable == TemplateVariable::url && slot.start == Start::of_block;
  return whole ? markdown::link_target(value) : percent_encode(markdown::one_line(value));
}

std::string written(const TemplateSlot& slot, const TemplateValues& values) {
  switch (slot.place) {
    case Place::text:
      return in_text(slot, values);
    case Place::code_span:
      return in_code(slot, values);
    case Place::code_block:
      return code_lines(slot, values.of(slot.variable));
    case Place::link_target:
      return in_link_target(slot, values);
  }
  return {};
}

class Filling {
 public:
  explicit Filling(const TemplateValues& values) : values_(values) {}

  void operator()(const std::string& literal) {
    std::string_view text = literal;
    if (dropping_) {
      text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
      const bool behind_blank = out_.empty() || out_.ends_with("\n\n");
      text.remove_prefix(behind_blank && text.starts_with('\n') ? 1 : 0);  // one blank line between two blocks
      dropping_ = false;
    }
    out_ += text;
  }

  void operator()(const TemplateSlot& slot) {
    const std::string value = written(slot, values_);
    if (slot.place == Place::link_target && !links_.empty()) {
      links_.back().dead |= slot.variable == TemplateVariable::url && value.empty();
    }
    dropping_ = value.empty() && slot.extent == TemplateSlot::Extent::whole_line;
    if (dropping_) {
      out_.resize(out_.rfind('\n') + 1);  // npos + 1 is 0
    }
    out_ += value;
  }

  void operator()(const TemplateMark& mark) {
    switch (mark.mark) {
      case LinkMark::text_begins:
        links_.push_back({out_.size(), mark.text.size()});
        break;
      case LinkMark::target_begins:
        links_.back().target = out_.size();
        break;
      case LinkMark::ends:
        if (leads_nowhere(links_.back())) {
          unlink(links_.back());
          links_.pop_back();
          return;
        }
        links_.pop_back();
        break;
    }
    out_ += mark.text;
  }

  [[nodiscard]] std::string text() const {
    const std::size_t first = std::min(out_.find_first_not_of(" \t\n"), out_.size());
    const std::size_t line = first == 0 ? 0 : out_.rfind('\n', first - 1) + 1;  // npos + 1 is 0
    return without_spaces_at_end(std::string_view(out_).substr(line));
  }

 private:
  struct Link {
    std::size_t begin;
    std::size_t mark_length;
    std::size_t target{0};
    bool dead{false};  // it was to lead to the alert, which has no address
  };

  [[nodiscard]] bool leads_nowhere(const Link& link) const {
    const std::string_view target = std::string_view(out_).substr(link.target + 2);
    return link.dead || target.empty();
  }

  void unlink(const Link& link) {
    out_.resize(link.target);
    out_.erase(link.begin, link.mark_length);
  }

  const TemplateValues& values_;
  std::string out_;
  std::vector<Link> links_;
  bool dropping_{false};
};

}  // namespace

std::string fill(const TemplateProgram& program, const TemplateValues& values) {
  Filling filling(values);
  for (const TemplatePiece& piece : program.pieces) {
    std::visit(filling, piece);
  }
  return filling.text();
}

}  // namespace relay::dingtalk
