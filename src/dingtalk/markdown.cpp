// SPDX-License-Identifier: MIT
#include "relay/dingtalk/markdown.hpp"

#include <algorithm>

#include "dingtalk/characters.hpp"
#include "relay/base/utf8.hpp"

namespace relay::dingtalk::markdown {
namespace {

constexpr std::string_view kSpecial = "\\`*_[]()#!~|";

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return {};
  }
}

// How many characters at the head of `line` would make a list or an underlined heading of it: the last of them needs a
// backslash before it.
std::size_t block_mark(std::string_view line) {
  if (line.empty()) {
    return 0;
  }
  if (std::string_view("-+=").find(line.front()) != std::string_view::npos) {
    return 1;
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits < line.size() && line[digits] == '.' ? digits + 1 : 0;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (const std::string& line : lines_of(text)) {
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    out += out.empty() || start == line.size() ? "" : " ";
    out += line.substr(start);
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::string& line : printable_lines(text)) {
    line.resize(line.find_last_not_of(' ') + 1);
    const bool blank_after_blank = line.empty() && (lines.empty() || lines.back().empty());
    if (!blank_after_blank) {
      lines.push_back(std::move(line));
    }
  }
  if (!lines.empty() && lines.back().empty()) {
    lines.pop_back();
  }
  return lines;
}

std::string_view cut(std::string_view text, std::size_t characters) {
  const std::string_view head = utf8::cut_characters(text, characters);
  return head.size() == text.size() ? text : text.substr(0, cluster_border(text, head.size()));
}

std::string shorten(std::string_view text, std::size_t characters) {
  std::string valid = utf8::repair(text);
  if (utf8::count_characters(valid) <= characters) {
    return valid;
  }
  if (characters == 0) {
    return {};
  }
  std::string out(cut(valid, characters - 1));
  out.resize(out.find_last_not_of(' ') + 1);
  return out + "…";
}

std::string escape(std::string_view line) {
  std::string out;
  for (const char c : utf8::repair(line)) {
    const std::string_view entity = entity_of(c);
    if (!entity.empty()) {
      out += entity;
      continue;
    }
    if (kSpecial.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string escape_line(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  std::string out;
  for (std::size_t i = 0; i < indent; ++i) {
    out += "&nbsp;";  // clients drop leading spaces; this one is documented to stay
  }
  const std::string_view rest = line.substr(indent);
  const std::size_t mark = block_mark(rest);
  if (mark == 0) {
    return out + escape(rest);
  }
  out.append(rest.substr(0, mark - 1)).append("\\").append(rest.substr(mark - 1, 1));
  return out + escape(rest.substr(mark));
}

std::string code_text(std::string_view line) {
  std::string out;
  for (const char c : utf8::repair(line)) {
    if (c == '<') {
      out += "＜";
    } else if (c == '>') {
      out += "＞";
    } else if (c == '`') {
      out += "′";
    } else if (c == '(' && out.ends_with(']')) {
      out += "（";  // a client that knows no code would make a foreign link of it
    } else {
      out += c;
    }
  }
  return out;
}

std::string code_span(std::string_view line) { return "`" + code_text(line) + "`"; }

std::string quote(std::string_view text) {
  std::string out;
  for (const std::string& line : lines_of(text)) {
    out += out.empty() ? "" : "  \n";
    out += line.empty() ? ">" : "> " + escape_line(line);
  }
  return out;
}

std::string list_item(std::string_view label, std::string_view value) {
  return std::string("- **").append(label).append("**: ").append(value);
}

std::string join(const std::vector<std::string>& blocks) {
  std::string out;
  for (const std::string& block : blocks) {
    if (!block.empty()) {
      out += out.empty() ? "" : "\n\n";
      out += block;
    }
  }
  return out;
}

}  // namespace relay::dingtalk::markdown
