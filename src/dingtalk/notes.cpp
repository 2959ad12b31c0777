// SPDX-License-Identifier: MIT
#include "dingtalk/notes.hpp"

#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kNameCharacters = 40;

std::string delay_note(const delivery::Delay& delay, Language language) {
  std::string note = delayed_by(delay.waited, language);
  const std::string_view cause = delay_cause(delay.reason, language);
  if (!cause.empty()) {
    note.append(language == Language::zh ? "：" : ": ").append(cause);
  }
  return note;
}

void add_line(std::string& text, const std::string& line) {
  if (!line.empty()) {
    text += (text.empty() ? "" : "  \n") + line;
  }
}

}  // namespace

std::string notes_of(const RenderOptions& options) {
  const Circumstances& all = options.circumstances;
  std::string text;
  if (all.maybe_duplicate) {
    add_line(text, std::string(phrase(Phrase::repeat_note, options.language)));
  }
  if (!all.copied_from.empty()) {
    const std::string name = markdown::escape(markdown::shorten(markdown::one_line(all.copied_from), kNameCharacters));
    add_line(text, copy_note(name, options.language));
  }
  if (all.delay.has_value()) {
    add_line(text, delay_note(*all.delay, options.language));
  }
  if (all.riders.has_value()) {
    add_line(text, again_note(all.riders->count, options.zone.format(all.riders->since), options.language));
  }
  return text;
}

}  // namespace relay::dingtalk
