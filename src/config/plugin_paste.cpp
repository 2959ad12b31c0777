// SPDX-License-Identifier: MIT
#include "config/plugin_paste.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "config/json_tree.hpp"
#include "config/keys.hpp"
#include "config/parse_yaml.hpp"
#include "config/pasted_lines.hpp"

namespace relay::config {
namespace {

std::optional<std::string> text_of(const Node& node) {
  if (node.type != NodeType::list) {
    return node.type == NodeType::scalar ? std::optional(unwrapped(node.text)) : std::nullopt;
  }
  std::string out;
  for (const Node& item : node.items) {
    if (item.type != NodeType::scalar) {
      return std::nullopt;
    }
    out += (out.empty() ? "" : "\n") + item.text;
  }
  return out;
}

class Collector {
 public:
  Collector(PluginPaste& out, Report& report) : out_(&out), report_(&report) {}

  void walk(const Node& node) {
    take_pair(node);
    for (const Entry& entry : node.entries) {
      const std::string_view field = plugin_field(entry.key);
      if (field.empty()) {
        walk(entry.value);
      } else {
        take(field, entry.value);
      }
    }
    for (const Node& item : node.items) {
      walk(item);
    }
  }

 private:
  // {"key": "dingtalk:secret", "value": "…"}
  void take_pair(const Node& node) {
    std::string_view field;
    const Entry* value = nullptr;
    for (const Entry& entry : node.entries) {
      if ((entry.key == "key" || entry.key == "name") && entry.value.type == NodeType::scalar) {
        field = plugin_field(entry.value.text);
      } else if (entry.key == "value") {
        value = &entry;
      }
    }
    if (!field.empty() && value != nullptr) {
      take(field, value->value);
    }
  }

  void take(std::string_view field, const Node& value) {
    const Origin origin{.where = Where::file, .place = value.place, .path = std::string(field)};
    if (value.type == NodeType::null) {
      return;
    }
    auto text = text_of(value);
    if (!text.has_value()) {
      report_->problem(origin, "a text or a list of texts is expected");
      return;
    }
    const auto [found, fresh] =
        out_->emplace(field, PastedText{.text = {.value = *text, .origin = origin},
                                        .shape = value.type == NodeType::list ? Shape::list : Shape::text});
    if (!fresh && found->second.text.value != *text) {
      report_->problem(origin, "stands twice, with two values: are these several projects? Import one at a time");
    }
  }

  PluginPaste* out_;
  Report* report_;
};

// Keys of the block itself that are none of the plugin's.
void warn_of_others(const Node& root, Report& report) {
  for (const Entry& entry : root.entries) {
    if (entry.key == "dingtalk") {
      warn_of_others(entry.value, report);
    } else if (plugin_field(entry.key).empty()) {
      const std::string path = is_plain_key(entry.key) ? entry.key : "";
      report.warn({.where = Where::file, .place = entry.place, .path = path},
                  "is left out: " + unknown_key(entry.key, kPluginFields));
    }
  }
}

PluginPaste from_tree(const ParsedYaml& parsed, Report& report) {
  PluginPaste out;
  for (const SyntaxProblem& problem : parsed.problems) {
    report.problem({.where = Where::file, .place = problem.place, .path = {}}, problem.text);
  }
  if (parsed.problems.empty()) {
    Collector(out, report).walk(parsed.root);
  }
  return out;
}

PluginPaste read_any(std::string_view text, Report& report) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) {
    return from_tree(parse_json(text), report);
  }
  const ParsedYaml parsed = parse_yaml(text);
  if (!parsed.problems.empty() || !means_yaml(text)) {
    PluginPaste pasted = read_pasted_lines(text, report);
    if (!pasted.empty()) {
      return pasted;
    }
  }
  if (parsed.problems.empty()) {
    warn_of_others(parsed.root, report);
  }
  return from_tree(parsed, report);
}

}  // namespace

PluginPaste read_paste(std::string_view text, Report& report) {
  PluginPaste out = read_any(text, report);
  if (out.empty() && report.problems().empty()) {
    report.problem(Origin{}, "none of the plugin's settings stands here: access_token and others are expected");
  }
  return out;
}

}  // namespace relay::config
