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

// How much of `text` nobody sees from `at` on: an entity, or "](" with a link's target.
std::size_t unseen_length(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestEntity = 10;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("](")) {
    return std::min(rest.find_first_of(")\n"), rest.size() - 1) + 1;
  }
  const std::size_t end = rest.starts_with('&') ? rest.substr(0, kLongestEntity).find(';') : std::string_view::npos;
  return end == std::string_view::npos ? 0 : end + 1;
}

// What a reader sees of Markdown; a line feed, which no keyword holds, in the place of what he does not.
std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t unseen = unseen_length(text, i);
    out += unseen > 0 ? '\n' : text[i];
    i += std::max<std::size_t>(unseen, 1);
  }
  return out;
}

}  // namespace

std::string project_prefix(std::string_view project) {
  const std::string name = markdown::shorten(markdown::one_line(project), kProjectCharacters);
  return name.empty() ? name : bracketed(name) + " ";
}

std::string keyword_tag(std::string_view plain, std::string_view keyword) {
  // Both: "amp" is in "&amp;", but nobody sees it there.
  return holds(plain, keyword) && holds(markdown::escape(plain), keyword) ? std::string{} : bracketed(keyword);
}

std::string banner(std::string_view project, std::string_view title, std::string_view keyword) {
  const std::string whole = project_prefix(project) + markdown::one_line(title);
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
  return "### " + keyword_tag(plain, keyword) + markdown::escape(plain);
}

std::string with_keyword(std::string text, std::string_view keyword) {
  if (holds(visible(text), keyword)) {
    return text;
  }
  const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
  const bool has_heading = hashes > 0 && hashes < text.size() && text[hashes] == ' ';
  if (has_heading) {
    return text.insert(hashes + 1, bracketed(keyword));
  }
  return bracketed(keyword) + "\n\n" + text;
}

}  // namespace relay::dingtalk
