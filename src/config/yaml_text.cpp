// SPDX-License-Identifier: MIT
#include "config/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "config/values.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

// Neither a line end nor a space to some readers, but invisible or a line end to others: C1 controls, U+2028, U+2029,
// U+FEFF, and the marks that turn the direction of writing.
bool is_invisible(std::uint32_t c) {
  return (c >= 0x80 && c <= 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string escaped(std::uint32_t c) {
  std::string out = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += kHex[(c >> static_cast<unsigned>(shift)) & 0xFU];
  }
  return out;
}

std::string in_quotes(std::uint32_t c) {
  constexpr std::uint32_t kDelete = 0x7F;
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (c < ' ' || c == kDelete || is_invisible(c)) {
    return escaped(c);
  }
  std::string out;
  utf8::append(out, c);
  return out;
}

// A word, a path or an address; not what YAML 1.1 or 1.2 reads as another type than text.
bool is_plain(std::string_view text) {
  constexpr std::array<std::string_view, 11> kTyped{"true", "false", "yes", "no", "on", "off",
                                                    "null", "y",     "n",   "~",  "nan"};
  std::string lower;
  for (const char c : text) {
    const bool of_a_word = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' || c == '-';
    if (!of_a_word && c != '.' && c != ':') {
      return false;
    }
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const bool starts_well =
      !text.empty() && (std::isalpha(static_cast<unsigned char>(text.front())) != 0 || text.front() == '/');
  return starts_well && text.back() != ':' && std::find(kTyped.begin(), kTyped.end(), lower) == kTyped.end();
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    out.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

bool has_odd_character(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    if (is_invisible(utf8::decode(line, at))) {
      return true;
    }
  }
  return has_control(line);
}

// A block loses or folds nothing: its first line is not indented, no line is white space only, and at most one line end
// stands at its end.
bool fits_a_block(std::string_view text) {
  const auto lines = lines_of(text);
  const auto is_odd = [](std::string_view line) {
    return has_odd_character(line) || (!line.empty() && line.find_first_not_of(' ') == std::string_view::npos);
  };
  return lines.size() > 1 && !lines.front().empty() && lines.front().front() != ' ' && !text.ends_with("\n\n") &&
         std::none_of(lines.begin(), lines.end(), is_odd);
}

}  // namespace

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    out += in_quotes(utf8::decode(text, at));
  }
  return out + "\"";
}

std::string scalar(std::string_view text) { return is_plain(text) ? std::string(text) : double_quoted(text); }

std::string flow_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : ", ") + double_quoted(text);
  }
  return "[" + out + "]";
}

std::string block_or_quoted(std::string_view text, std::size_t indent) {
  if (!fits_a_block(text)) {
    return double_quoted(text);
  }
  std::string out = text.ends_with('\n') ? "|" : "|-";
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  for (const std::string_view line : lines_of(text)) {
    out += "\n" + (line.empty() ? std::string{} : std::string(indent, ' ') + std::string(line));
  }
  return out;
}

std::string comment(std::string_view text, std::size_t indent) {
  std::string out;
  for (const std::string_view line : lines_of(text)) {
    std::string clean(line);
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    out += std::string(indent, ' ') + (clean.empty() ? "#" : "# " + clean) + "\n";
  }
  return out;
}

}  // namespace relay::config
