// SPDX-License-Identifier: MIT
#include "dingtalk/template_markup.hpp"

#include <algorithm>
#include <cctype>

#include "dingtalk/template_words.hpp"

namespace relay::dingtalk {
namespace {

// HTML takes "<" for a tag's beginning before these only; a variable's value could bring one of them along.
bool begins_tag(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '!' || c == '?' ||
         c == TemplateWords::kSlot;
}

bool is_attribute(std::string_view word) {
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  constexpr std::string_view kValue = "#,\"'";
  const auto plain = [=](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kValue.find(c) != std::string_view::npos;
  };
  return equals != std::string_view::npos && (name == "color" || name == "size") &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(equals) + 1, word.end(), plain);
}

// `tag` is what stands between < and >.
bool is_font(std::string_view tag) {
  constexpr std::string_view kName = "font ";
  if (tag == "/font") {
    return true;
  }
  if (!tag.starts_with(kName)) {
    return false;
  }
  tag.remove_prefix(kName.size());
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find(' '), tag.size());
    if (end > 0 && !is_attribute(tag.substr(0, end))) {
      return false;
    }
    tag.remove_prefix(std::min(end + 1, tag.size()));
  }
  return true;
}

}  // namespace

std::vector<std::size_t> html_in(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::size_t end = text.find('>', at);
    const bool font = end != std::string_view::npos && is_font(text.substr(at + 1, end - at - 1));
    if (at + 1 < text.size() && begins_tag(text[at + 1]) && !font) {
      found.push_back(at);
    }
  }
  return found;
}

}  // namespace relay::dingtalk
