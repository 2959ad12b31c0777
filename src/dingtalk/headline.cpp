// SPDX-License-Identifier: MIT
#include "dingtalk/headline.hpp"

#include <algorithm>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kTitleCharacters = 64;
constexpr std::size_t kProjectCharacters = 24;  // the rest belongs to what happened

std::string bracketed(std::string_view text) { return std::string("【").append(text).append("】"); }

bool holds(std::string_view text, std::string_view keyword) { return text.find(keyword) != std::string_view::npos; }

}  // namespace

std::string banner(std::string_view project, std::string_view title, std::string_view keyword) {
  const std::string name = markdown::shorten(markdown::one_line(project), kProjectCharacters);
  const std::string whole = (name.empty() ? "" : bracketed(name) + " ") + markdown::one_line(title);
  std::string shortened = markdown::shorten(whole, kTitleCharacters);
  if (holds(shortened, keyword)) {
    return shortened;
  }
  const std::string tag = bracketed(keyword);
  const std::size_t taken = std::min(utf8::count_characters(tag), kTitleCharacters);
  return tag + markdown::shorten(whole, kTitleCharacters - taken);
}

std::string heading(std::string_view title, std::string_view keyword, std::size_t characters) {
  const std::string plain = markdown::shorten(markdown::one_line(title), characters);
  const std::string escaped = markdown::escape(plain);
  // Both: "amp" is in "&amp;", but nobody sees it there.
  const bool has_keyword = holds(plain, keyword) && holds(escaped, keyword);
  return "### " + (has_keyword ? "" : bracketed(keyword)) + escaped;
}

}  // namespace relay::dingtalk
