// SPDX-License-Identifier: MIT
#include "emulator/font_tags.hpp"

#include "emulator/html.hpp"
#include "relay/base/utf8.hpp"

namespace relay::emulator {
namespace {

// The last characters of the private-use area: </font>, and before it one for each <font> of a message.
constexpr char32_t kClosing = 0xF8FF;
constexpr std::size_t kMostColors = 512;
constexpr char32_t kFirstOpening = kClosing - kMostColors;

bool is_placeholder(char32_t point) { return point >= kFirstOpening && point <= kClosing; }

// Foreign text may hold characters of that area.
std::string without_placeholders(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = utf8::decode(text, at);
    utf8::append(out, is_placeholder(point) ? 0xFFFD : point);
  }
  return out;
}

}  // namespace

std::string FontTags::take_out(std::string_view text) {
  const std::string source = without_placeholders(text);
  std::string out;
  std::size_t done = 0;
  for (HtmlTag tag = next_tag(source, 0); tag.begin != std::string::npos; tag = next_tag(source, done)) {
    out.append(source, done, tag.begin - done);
    done = tag.end;
    if (tag.name == "font" && tag.closes) {
      utf8::append(out, kClosing);
    } else if (tag.name == "font" && colors_.size() < kMostColors) {
      utf8::append(out, kFirstOpening + static_cast<char32_t>(colors_.size()));
      colors_.push_back(font_color(std::string_view(source).substr(tag.begin, tag.end - tag.begin)));
    }
  }
  return out.append(source, done);
}

std::string FontTags::put_back(std::string_view piece) {
  std::string out;
  std::string plain;
  for (std::size_t at = 0; at < piece.size();) {
    const char32_t point = utf8::decode(piece, at);
    if (is_placeholder(point)) {
      out += html_escape(plain) + tag_of(point);
      plain.clear();
    } else {
      utf8::append(plain, point);
    }
  }
  return out + html_escape(plain);
}

std::string FontTags::close_all() {
  std::string out;
  for (; open_ > 0; --open_) {
    out += "</font>";
  }
  return out;
}

std::string FontTags::tag_of(char32_t placeholder) {
  if (placeholder == kClosing) {
    const bool was_open = open_ > 0;
    open_ -= was_open ? 1 : 0;
    return was_open ? "</font>" : "";
  }
  const std::string& color = colors_.at(placeholder - kFirstOpening);
  ++open_;
  return color.empty() ? "<font>" : "<font color=\"" + html_escape(color) + "\">";
}

}  // namespace relay::emulator
