// SPDX-License-Identifier: MIT
#include "relay/dingtalk/renderer.hpp"

#include "dingtalk/digest_form.hpp"
#include "dingtalk/fitting.hpp"
#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/plain_form.hpp"
#include "dingtalk/template_message.hpp"
#include "dingtalk/words.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

constexpr Limits kUsual{.title = 300, .name = 100, .location = 256, .fact = 256, .facts = 16, .rule = 128, .rules = 8};
// A body of nothing but these fields, each character at its most bytes, fits.
constexpr Limits kTight{.title = 200, .name = 60, .location = 100, .fact = 60, .facts = 12, .rule = 60, .rules = 4};

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

// Banner and mentions: the same for every layout.
Message frame_of(const alert::Alert& alert, const Robot& robot, Language language) {
  Message frame;
  frame.title =
      banner(alert.project.empty() ? alert.project_slug : alert.project, subject_of(alert, language), robot.keyword);
  add_mentions(frame, robot);
  return frame;
}

Message render_default(const alert::Alert& alert, const Robot& robot, const RenderOptions& options,
                       const Message& frame) {
  const std::string body_text = body_text_of(alert);
  const std::string_view note = phrase(Phrase::cut_note, options.language);
  const Layout usual = lay_out(alert, robot, options, kUsual);
  Message message = filled(frame, usual, body_text, alert.message_cut ? note : std::string_view{});
  if (!fits(message)) {
    message = cut_to_fit(body_text, [&](std::string_view head) { return filled(frame, usual, head, note); });
  }
  if (!fits(message)) {
    const Layout tight = lay_out(alert, robot, options, kTight);
    message = cut_to_fit(body_text, [&](std::string_view head) { return filled(frame, tight, head, note); });
  }
  return message;
}

Message render_full(const alert::Alert& alert, const Robot& robot, const RenderOptions& options) {
  const Message frame = frame_of(alert, robot, options.language);
  if (!robot.message_template.has_value()) {
    return render_default(alert, robot, options, frame);
  }
  auto message = render_template(alert, robot, options, frame);
  if (message.has_value()) {
    return std::move(*message);
  }
  Message fallback = render_default(alert, robot, options, frame);
  fallback.fault = message.error();
  return fallback;
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

std::string subject(const alert::Alert& alert, Language language) { return subject_of(alert, language); }

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
