// SPDX-License-Identifier: MIT
#include "dingtalk/template_message.hpp"

#include <algorithm>
#include <cctype>

#include "dingtalk/fitting.hpp"
#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/notes.hpp"
#include "dingtalk/template_fill.hpp"
#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

// Marks of Markdown alone show nothing.
bool shows_nothing(std::string_view text) {
  return text.find_first_not_of(" \t\n#>*_-+~`|[]()!\\") == std::string_view::npos;
}

// "@13800000000", not the head of a longer number.
bool is_mentioned(std::string_view text, const std::string& mention) {
  for (std::size_t at = text.find(mention); at != std::string_view::npos; at = text.find(mention, at + 1)) {
    const std::size_t end = at + mention.size();
    if (end == text.size() || std::isdigit(static_cast<unsigned char>(text[end])) == 0) {
      return true;
    }
  }
  return false;
}

// Those that the text does not hold yet, in the form of layout.hpp's mentions().
std::string missing_mentions(std::string_view text, const Robot& robot, Language language) {
  if (robot.at_all) {
    const std::string everybody = mentions(robot, language);
    return is_mentioned(text, everybody) ? std::string{} : everybody;
  }
  std::string out;
  for (const std::string& mobile : robot.at_mobiles) {
    const std::string mention = "@" + mobile;
    out += is_mentioned(text, mention) ? "" : (out.empty() ? "" : " ") + mention;
  }
  return out;
}

class Composer {
 public:
  Composer(const alert::Alert& alert, const Robot& robot, const RenderOptions& options, const Message& frame)
      : robot_(robot),
        language_(options.language),
        frame_(frame),
        values_(template_values(alert, robot, options.language)),
        notes_(notes_of(options)) {}

  [[nodiscard]] const std::string& message() const { return values_.message; }

  // `head`: what is shown of the alert's message.
  [[nodiscard]] Message compose(std::string_view head, std::string_view note) const {
    TemplateValues values = values_;
    values.message = head;
    const std::string text = with_keyword(fill(robot_.message_template->program(), values), robot_.keyword);
    Message message = frame_;
    message.text = markdown::join({notes_, text, std::string(note), missing_mentions(text, robot_, language_)});
    return message;
  }

  [[nodiscard]] bool is_empty() const { return shows_nothing(fill(robot_.message_template->program(), values_)); }

 private:
  const Robot& robot_;
  Language language_;
  const Message& frame_;
  TemplateValues values_;
  std::string notes_;
};

}  // namespace

boost::system::result<Message, TemplateFault> render_template(const alert::Alert& alert, const Robot& robot,
                                                              const RenderOptions& options, const Message& frame) {
  const Composer composer(alert, robot, options, frame);
  if (composer.is_empty()) {
    return TemplateFault::empty;
  }
  const std::string note(phrase(Phrase::cut_note, options.language));
  const bool shows_message = robot.message_template->uses(TemplateVariable::message);
  Message message = composer.compose(composer.message(), alert.message_cut && shows_message ? note : std::string{});
  if (!fits(message) && shows_message) {
    message = cut_to_fit(composer.message(), [&](std::string_view head) { return composer.compose(head, note); });
  }
  if (!fits(message)) {
    return TemplateFault::too_long;
  }
  return message;
}

}  // namespace relay::dingtalk
