// SPDX-License-Identifier: MIT
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace relay::dingtalk {

// What a template can show of an alert. Where nobody knows a value it is "N/A"; message and url are empty then.
enum class TemplateVariable {
  project,       // readable name, else the slug
  project_name,  // the same
  project_slug,
  org_name,
  title,          // of the alert, with what happened to a known issue: "✅ Resolved: …"
  display_title,  // the same behind "【project】", and behind "【keyword】" where the robot wants it
  message,        // the only one that may have several lines
  url,
  level,
  environment,
  culprit,
};

// A mistake in a template.
struct TemplateError {
  std::size_t line;    // from 1
  std::size_t column;  // from 1, in characters
  std::size_t offset;  // from 0, in bytes of the whole text
  std::string text;    // quotes nothing but what looks like a variable's name
};

struct TemplateProgram;

// A robot's own layout, checked and taken apart once: DingTalk's Markdown with variables as {title}; {{ and }} are
// braces. A value is never expanded again, and is written as its place asks for: escaped in text, percent-encoded in
// a link's target, with look-alikes in `code`. (README, "A layout of your own")
class Template {
 public:
  using Parsed = boost::system::result<Template, std::vector<TemplateError>>;

  // At most 8 KiB of valid UTF-8 without control characters but line ends and tabs, not blank, without HTML other than
  // <font …>. Every mistake is reported, in the order of the text; at least one.
  [[nodiscard]] static Parsed parse(std::string_view text);

  [[nodiscard]] bool uses(TemplateVariable variable) const;
  [[nodiscard]] const TemplateProgram& program() const { return *program_; }

 private:
  explicit Template(std::shared_ptr<const TemplateProgram> program) : program_(std::move(program)) {}

  std::shared_ptr<const TemplateProgram> program_;  // immutable; every copy of a robot shares it
};

}  // namespace relay::dingtalk
