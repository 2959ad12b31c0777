// SPDX-License-Identifier: MIT
#include "config/pasted_lines.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

namespace relay::config {
namespace {

constexpr std::string_view kWhite = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

// The colon ends the name; a Chinese keyboard has another one.
struct Header {
  std::string_view field;
  std::string_view rest;  // of the line
};

std::optional<Header> header_of(std::string_view line) {
  line = trimmed(line);
  for (const std::string_view colon : {":", "：", "="}) {
    for (std::size_t at = line.find(colon); at != std::string_view::npos; at = line.find(colon, at + colon.size())) {
      const std::string_view field = plugin_field(trimmed(line.substr(0, at)));
      if (!field.empty()) {
        return Header{.field = field, .rest = trimmed(line.substr(at + colon.size()))};
      }
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    out.push_back(line);
    start = end + 1;
  }
  return out;
}

bool is_block_mark(std::string_view text) {
  return text == "|" || text == "|-" || text == "|+" || text == ">" || text == ">-" || text == ">+";
}

bool begins_yaml_value(std::string_view text) {
  return text.starts_with("- ") || text.starts_with('"') || text.starts_with('\'') || text.starts_with('[') ||
         text.starts_with('#');
}

// A key of YAML: no plain text goes on with it.
bool is_yaml_key(std::string_view text) { return text.ends_with(':') || text.find(": ") != std::string_view::npos; }

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// What stands under a name so far, and where.
struct Pasted {
  std::string_view field;
  int line;
  std::string_view first;  // behind the colon
  std::vector<std::string_view> further;
};

std::string value_of(const Pasted& pasted) {
  std::size_t indent = std::string_view::npos;
  for (const std::string_view line : pasted.further) {
    indent = trimmed(line).empty() ? indent : std::min(indent, line.find_first_not_of(' '));
  }
  const bool has_first = !pasted.first.empty() && !is_block_mark(pasted.first);
  std::string out(has_first ? pasted.first : std::string_view{});
  bool begun = has_first;
  for (const std::string_view line : pasted.further) {
    out += begun ? "\n" : "";
    out += line.substr(std::min(indent, line.size()));
    begun = true;
  }
  out.erase(out.find_last_not_of(" \t\n") + 1);
  return out;
}

void add(const Pasted& pasted, PluginPaste& out, Report& report) {
  const Origin origin{
      .where = Where::file, .place = {.line = pasted.line, .column = 1}, .path = std::string(pasted.field)};
  const std::string value = value_of(pasted);
  if (!value.empty() && !out.emplace(pasted.field, PastedText{.text = {.value = value, .origin = origin}}).second) {
    report.problem(origin, "stands twice");
  }
}

}  // namespace

std::string_view plugin_field(std::string_view key) {
  const std::size_t end = key.find_last_of(":.");
  const std::string_view name = end == std::string_view::npos ? key : key.substr(end + 1);
  std::string prefix(end == std::string_view::npos ? std::string_view{} : key.substr(0, end));
  std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool is_ours = prefix.empty() || prefix.find("ding") != std::string::npos;
  const auto* found = std::find(kPluginFields.begin(), kPluginFields.end(), name);
  return is_ours && found != kPluginFields.end() ? *found : std::string_view{};
}

bool means_yaml(std::string_view text) {
  bool is_open = false;              // a name whose plain value may go on
  std::optional<std::size_t> block;  // the indentation of the name of a text block
  for (const std::string_view line : lines_of(text)) {
    const std::string_view content = trimmed(line);
    if (content.empty() || (block.has_value() && indent_of(line) > *block)) {
      continue;
    }
    block.reset();
    if (const auto header = header_of(line)) {
      if (header->rest.starts_with('#') || header->rest.starts_with('{')) {
        return false;
      }
      block = is_block_mark(header->rest) ? std::optional(indent_of(line)) : std::nullopt;
      is_open = !block.has_value() && !begins_yaml_value(header->rest);
    } else if (is_open && !begins_yaml_value(content) && !is_yaml_key(content)) {
      return false;
    } else {
      is_open = false;
    }
  }
  return true;
}

PluginPaste read_pasted_lines(std::string_view text, Report& report) {
  PluginPaste out;
  std::optional<Pasted> open;
  int number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (const auto header = header_of(line)) {
      if (open.has_value()) {
        add(*open, out, report);
      }
      open = Pasted{.field = header->field, .line = number, .first = header->rest, .further = {}};
    } else if (open.has_value()) {
      open->further.push_back(line);
    }
  }
  if (open.has_value()) {
    add(*open, out, report);
  }
  return out;
}

}  // namespace relay::config
