// SPDX-License-Identifier: MIT
#include "relay/dingtalk/template.hpp"

#include <algorithm>
#include <utility>

#include "dingtalk/template_markup.hpp"
#include "dingtalk/template_places.hpp"
#include "dingtalk/template_program.hpp"
#include "dingtalk/template_words.hpp"
#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kMostBytes = 8U * 1024;

void check_markup(std::string_view source, TemplateWords& words) {
  for (const std::size_t at : html_in(words.text)) {
    words.errors.push_back(template_error(source, words.offsets.at(at),
                                          "HTML makes the whole message blank on a phone, but for <font color=#D93026> "
                                          "and </font>: write &lt; for a < of its own"));
  }
  std::sort(words.errors.begin(), words.errors.end(),
            [](const TemplateError& left, const TemplateError& right) { return left.offset < right.offset; });
}

}  // namespace

Template::Parsed Template::parse(std::string_view text) {
  const auto one_error = [&](std::string what) {
    return std::vector<TemplateError>{template_error(text, 0, std::move(what))};
  };
  if (text.size() > kMostBytes) {
    return one_error("a template has at most 8 KiB: a whole message has less than 20 000 bytes");
  }
  if (!utf8::is_valid(text)) {
    return one_error("is not valid UTF-8");
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return one_error("is empty: without a template the robot has the default layout");
  }
  TemplateWords words = read_template(text);
  check_markup(text, words);
  if (!words.errors.empty()) {
    return std::move(words.errors);
  }
  return Template(std::make_shared<const TemplateProgram>(place_variables(words)));
}

bool Template::uses(TemplateVariable variable) const {
  return std::any_of(program_->pieces.begin(), program_->pieces.end(), [=](const TemplatePiece& piece) {
    const auto* slot = std::get_if<TemplateSlot>(&piece);
    return slot != nullptr && slot->variable == variable;
  });
}

}  // namespace relay::dingtalk
