// SPDX-License-Identifier: MIT
#include "dingtalk/template_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "relay/base/edit_distance.hpp"
#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

using Variable = TemplateVariable;

constexpr std::array<std::pair<std::string_view, Variable>, 11> kNames{{
    {"project", Variable::project},
    {"project_name", Variable::project_name},
    {"project_slug", Variable::project_slug},
    {"org_name", Variable::org_name},
    {"title", Variable::title},
    {"display_title", Variable::display_title},
    {"message", Variable::message},
    {"url", Variable::url},
    {"level", Variable::level},
    {"environment", Variable::environment},
    {"culprit", Variable::culprit},
}};

std::optional<Variable> variable_named(std::string_view name) {
  const auto* found =
      std::find_if(kNames.begin(), kNames.end(), [=](const auto& entry) { return entry.first == name; });
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// What people try first: other tools' words for the same.
std::string_view synonym_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSynonyms{{{"env", "environment"},
                                                                                    {"link", "url"},
                                                                                    {"issue_url", "url"},
                                                                                    {"organization", "org_name"},
                                                                                    {"org", "org_name"},
                                                                                    {"location", "culprit"},
                                                                                    {"transaction", "culprit"},
                                                                                    {"severity", "level"},
                                                                                    {"slug", "project_slug"}}};
  const auto* found =
      std::find_if(kSynonyms.begin(), kSynonyms.end(), [=](const auto& entry) { return entry.first == name; });
  return found == kSynonyms.end() ? std::string_view{} : found->second;
}

std::string_view nearest(const std::string& name) {
  constexpr std::size_t kFarthest = 2;
  if (const std::string_view synonym = synonym_of(name); !synonym.empty()) {
    return synonym;
  }
  std::string_view found;
  std::size_t best = kFarthest + 1;
  for (const auto& [known, variable] : kNames) {
    const std::size_t distance = edit_distance(name, known);
    if (distance < best && distance < known.size() / 2 + 1) {
      best = distance;
      found = known;
    }
  }
  return found;
}

std::string known_names() {
  std::string out;
  for (const auto& [name, variable] : kNames) {
    out += (out.empty() ? "{" : ", {") + std::string(name) + "}";
  }
  return out;
}

bool is_of_a_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Why `inside`, which stands between braces, is no variable. Only what looks like a name is quoted.
std::string complaint_about(std::string_view inside) {
  constexpr std::size_t kLongestName = 32;
  const std::size_t first = std::min(inside.find_first_not_of(' '), inside.size());
  const std::string_view name = inside.substr(first, inside.find_last_not_of(' ') + 1 - first);
  if (name.empty()) {
    return "a variable's name is missing between { and }; a brace of its own is written {{ or }}";
  }
  const auto* end = std::find_if_not(name.begin(), name.end(), is_of_a_name);
  const std::string head(name.begin(), end);
  if (end != name.end() && variable_named(head)) {
    return "only a variable's name may stand between { and }: write {" + head + "}";
  }
  if (end != name.end() || name.size() > kLongestName) {
    return "this is no variable; a brace of its own is written {{ or }}";
  }
  if (variable_named(head)) {
    return "no space may stand between { and }: write {" + head + "}";
  }
  const std::string_view meant = nearest(lower(head));
  return "unknown variable {" + head +
         "}: " + (meant.empty() ? "known are " + known_names() : "did you mean {" + std::string(meant) + "}?");
}

class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  TemplateWords run() && {
    while (position_ < source_.size()) {
      step();
    }
    return std::move(words_);
  }

 private:
  [[nodiscard]] bool at(std::string_view what) const { return source_.substr(position_).starts_with(what); }

  void step() {
    const char c = source_[position_];
    if (at("{{") || at("}}")) {
      keep(c, 2);
    } else if (c == '{') {
      read_variable();
    } else if (c == '}') {
      refuse("a single }; a brace of its own is written }}");
      ++position_;
    } else if (at("\r\n")) {
      ++position_;
    } else {
      check_printable(c);
      keep(c, 1);
    }
  }

  void keep(char c, std::size_t length) {
    words_.text += c;
    words_.offsets.push_back(position_);
    position_ += length;
  }

  void check_printable(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) {
      refuse("a control character stands here");
    }
  }

  void read_variable() {
    const std::size_t end = source_.find_first_of("{}\n", position_ + 1);
    if (end == std::string_view::npos || source_[end] != '}') {
      refuse("a { without its }; a brace of its own is written {{");
      ++position_;
      return;
    }
    const std::string_view inside = source_.substr(position_ + 1, end - position_ - 1);
    const auto variable = variable_named(inside);
    if (variable) {
      words_.variables.push_back(*variable);
      keep(TemplateWords::kSlot, inside.size() + 2);
    } else {
      refuse(complaint_about(inside));
      position_ = end + 1;
    }
  }

  void refuse(std::string text) { words_.errors.push_back(template_error(source_, position_, std::move(text))); }

  std::string_view source_;
  std::size_t position_{0};
  TemplateWords words_;
};

}  // namespace

TemplateWords read_template(std::string_view source) { return Reader(source).run(); }

TemplateError template_error(std::string_view source, std::size_t offset, std::string text) {
  const std::string_view before = source.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {line + 1, utf8::count_characters(before.substr(line_start)) + 1, offset, std::move(text)};
}

}  // namespace relay::dingtalk
