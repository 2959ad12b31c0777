// SPDX-License-Identifier: MIT
#include "dingtalk/plain_form.hpp"

#include <cstdint>

#include "dingtalk/characters.hpp"
#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/notes.hpp"
#include "dingtalk/words.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kTitleCharacters = 120;
constexpr std::size_t kNameCharacters = 60;

bool is_url(std::string_view word) { return word.find("://") != std::string_view::npos || word.substr(0, 4) == "www."; }

// Within a word "." and ":" make host names and ports; behind it they end a clause.
bool stays(std::uint32_t c, bool at_end_of_word) {
  constexpr std::string_view kWithin = "-_'";
  constexpr std::string_view kAtEnd = ",.:;?";
  if (is_letter_or_digit(c)) {
    return true;
  }
  const auto in = [c](std::string_view set) {
    return c < 0x80 && set.find(static_cast<char>(c)) != std::string_view::npos;
  };
  return in(kWithin) || (at_end_of_word && in(kAtEnd));
}

std::string harmless_word(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const std::uint32_t c = utf8::decode(word, i);
    if (stays(c, i == word.size())) {
      utf8::append(out, c);
    } else {
      out += ' ';
    }
  }
  return is_url(word) ? std::string{} : out;
}

void add(std::vector<std::string>& items, Phrase label, const std::string& value, Language language) {
  if (!value.empty()) {
    items.push_back(markdown::list_item(phrase(label, language), markdown::escape(value)));
  }
}

std::string name_of(std::string_view text) { return markdown::shorten(harmless(text), kNameCharacters); }

std::string first_of(const std::string& first, const std::string& second, const std::string& third) {
  if (!first.empty()) {
    return first;
  }
  return second.empty() ? third : second;
}

std::string list_of(const alert::Alert& alert, Language language) {
  std::vector<std::string> items;
  add(items, Phrase::project, name_of(first_of(alert.project_slug, alert.project, {})), language);
  add(items, Phrase::level, std::string(alert.level == alert::Level::unknown ? "" : to_string(alert.level)), language);
  add(items, Phrase::issue_id, name_of(first_of(alert.short_id, alert.issue_id, alert.event_id)), language);
  std::string list;
  for (const std::string& item : items) {
    list += (list.empty() ? "" : "\n") + item;
  }
  return list;
}

}  // namespace

std::string harmless(std::string_view text) {
  const std::string line = markdown::one_line(text);
  std::string out;
  for (std::size_t start = 0; start < line.size();) {
    const std::size_t end = std::min(line.find(' ', start), line.size());
    const std::string word = harmless_word(std::string_view(line).substr(start, end - start));
    for (const char c : word + " ") {
      if (c != ' ' || (!out.empty() && out.back() != ' ')) {
        out += c;
      }
    }
    start = end + 1;
  }
  out.resize(out.find_last_not_of(' ') + 1);
  return out;
}

Message render_plain(const alert::Alert& alert, const Robot& robot, const RenderOptions& options) {
  const Language language = options.language;
  const std::string sanitised = harmless(subject_of(alert, language));
  const std::string subject = sanitised.empty() ? "Sentry" : sanitised;
  Message message;
  message.title = banner(name_of(first_of(alert.project, alert.project_slug, {})), subject, robot.keyword);
  message.text = markdown::join({
      heading(subject, robot.keyword, kTitleCharacters),
      notes_of(options),
      list_of(alert, language),
      std::string(phrase(Phrase::refused_note, language)),
      mentions(robot, language),
  });
  return message;
}

}  // namespace relay::dingtalk
