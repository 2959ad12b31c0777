// SPDX-License-Identifier: MIT
#include "emulator/html.hpp"

#include <algorithm>
#include <cctype>

#include "relay/base/utf8.hpp"

namespace relay::emulator {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// What stands between '<' and '>', when that makes a tag; `name` is empty otherwise.
HtmlTag tag_at(std::string_view text, std::size_t begin) {
  HtmlTag tag{begin, kNowhere, {}, false};
  std::size_t at = begin + 1;
  tag.closes = at < text.size() && text[at] == '/';
  at += tag.closes ? 1 : 0;
  if (at >= text.size()) {
    return tag;
  }
  const std::size_t end = text.find('>', at);
  if (end == kNowhere || text.substr(at, end - at).find("\n\n") != kNowhere) {
    return tag;
  }
  tag.end = end + 1;
  if (text[at] == '!' || text[at] == '?') {
    tag.name = "!";
  } else if (is_letter(text[at])) {
    tag.name = lower(text.substr(at, text.find_first_of(" \t\r\n/>", at) - at));
    // An autolink's scheme or mail address.
    tag.name = tag.name.find_first_of(":@") == std::string::npos ? tag.name : std::string{};
  }
  return tag;
}

}  // namespace

std::string html_escape(std::string_view text) {
  std::string out;
  for (const char c : utf8::repair(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

HtmlTag next_tag(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('<', from); at != kNowhere; at = text.find('<', at + 1)) {
    HtmlTag tag = tag_at(text, at);
    if (!tag.name.empty()) {
      return tag;
    }
  }
  return {kNowhere, kNowhere, {}, false};
}

bool is_blank_on_phone(std::string_view markdown) {
  for (HtmlTag tag = next_tag(markdown, 0); tag.begin != kNowhere; tag = next_tag(markdown, tag.end)) {
    if (tag.name != "font") {
      return true;
    }
  }
  return false;
}

std::string font_color(std::string_view tag) {
  const std::string text = lower(tag);
  std::size_t at = text.find("color");
  if (at == std::string::npos) {
    return {};
  }
  at = text.find_first_not_of(" =\"'", at + 5);
  if (at == std::string::npos) {
    return {};
  }
  const std::string value = text.substr(at, text.find_first_of(" \"'/>", at) - at);
  const std::size_t first = !value.empty() && value.front() == '#' ? 1 : 0;
  const bool plain = value.size() > first && value.size() <= 24 &&
                     std::all_of(value.begin() + static_cast<std::ptrdiff_t>(first), value.end(),
                                 [](unsigned char c) { return std::isalnum(c) != 0; });
  return plain ? value : std::string{};
}

}  // namespace relay::emulator
