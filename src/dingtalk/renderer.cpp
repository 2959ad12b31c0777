// SPDX-License-Identifier: MIT
#include "relay/dingtalk/renderer.hpp"

#include <algorithm>

#include "dingtalk/digest_form.hpp"
#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/plain_form.hpp"
#include "dingtalk/words.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"
#include "relay/dingtalk/request.hpp"

namespace relay::dingtalk {
namespace {

// DingTalk refuses a body of 20 000 bytes; how it counts is not documented.
constexpr std::size_t kMostBytes = 18'000;

constexpr Limits kUsual{.title = 300, .name = 100, .location = 256, .fact = 256, .facts = 16, .rule = 128, .rules = 8};
// A body of nothing but these fields, each character at its most bytes, fits.
constexpr Limits kTight{.title = 200, .name = 60, .location = 100, .fact = 60, .facts = 12, .rule = 60, .rules = 4};

bool fits(const Message& message) {
  const std::string uuid(32, '0');
  return body_of(message, uuid).size() <= kMostBytes;
}

void add_mentions(Message& message, const Robot& robot) {
  message.at_all = robot.at_all;
  if (!robot.at_all) {
    message.at_mobiles = robot.at_mobiles;
  }
}

Message filled(const Message& frame, const Layout& layout, std::string_view body_text, std::string_view note) {
  Message message = frame;
  message.text = markdown::join({layout.above, markdown::quote(body_text), std::string(note), layout.below});
  return message;
}

// With the longest head of the body's text that fits; with none of it when not even that does.
Message cut_to_fit(const Message& frame, const Layout& layout, std::string_view body_text, std::string_view note) {
  // A character is at least a byte, so more of them than bytes never fit.
  std::size_t too_many = std::min(utf8::count_characters(body_text), kMostBytes) + 1;
  std::size_t enough = 0;
  while (too_many - enough > 1) {
    const std::size_t middle = enough + (too_many - enough) / 2;
    (fits(filled(frame, layout, markdown::cut(body_text, middle), note)) ? enough : too_many) = middle;
  }
  return filled(frame, layout, markdown::cut(body_text, enough), note);
}

Message render_full(const alert::Alert& alert, const Robot& robot, const RenderOptions& options) {
  Message frame;
  frame.title = banner(alert.project.empty() ? alert.project_slug : alert.project, subject_of(alert, options.language),
                       robot.keyword);
  add_mentions(frame, robot);
  const std::string body_text = body_text_of(alert);
  const std::string_view note = phrase(Phrase::cut_note, options.language);
  const Layout usual = lay_out(alert, robot, options, kUsual);
  Message message = filled(frame, usual, body_text, alert.message_cut ? note : std::string_view{});
  if (!fits(message)) {
    message = cut_to_fit(frame, usual, body_text, note);
  }
  if (!fits(message)) {
    message = cut_to_fit(frame, lay_out(alert, robot, options, kTight), body_text, note);
  }
  return message;
}

}  // namespace

Message render(const alert::Alert& alert, const Robot& robot, const RenderOptions& options) {
  switch (options.form) {
    case delivery::Form::full:
      return render_full(alert, robot, options);
    case delivery::Form::plain: {
      Message message = render_plain(alert, robot, options);
      add_mentions(message, robot);
      return message;
    }
  }
  return {};
}

Message render(const delivery::Digest& digest, const Robot& robot, const RenderOptions& options) {
  Message message = lay_out_digest(digest, robot, options);
  add_mentions(message, robot);
  return message;
}

Message render_test(const Robot& robot, const RenderOptions& options, WallTime now) {
  constexpr std::size_t kCharacters = 100;
  const Language language = options.language;
  const std::string title(phrase(Phrase::test_title, language));
  const std::string name = markdown::escape(markdown::shorten(markdown::one_line(robot.name), kCharacters));
  Message message;
  message.title = banner({}, title, robot.keyword);
  message.text = markdown::join({
      heading(title, robot.keyword, kCharacters),
      markdown::list_item(phrase(Phrase::robot, language), name) + "\n" +
          markdown::list_item(phrase(Phrase::time, language), options.zone.format(now)),
      std::string(phrase(Phrase::test_note, language)),
      mentions(robot, language),
  });
  add_mentions(message, robot);
  return message;
}

}  // namespace relay::dingtalk
