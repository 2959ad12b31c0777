// SPDX-License-Identifier: MIT
#include "emulator/markdown.hpp"

#include <cstddef>
#include <md4c.h>

#include "emulator/font_tags.hpp"
#include "emulator/html.hpp"
#include "relay/base/utf8.hpp"

namespace relay::emulator {
namespace {

constexpr unsigned kDialect = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEURLAUTOLINKS;

struct Renderer {
  Client client;
  FontTags fonts;
  std::string out;
};

Renderer& renderer_of(void* context) { return *static_cast<Renderer*>(context); }

std::string_view view_of(const MD_ATTRIBUTE& value) { return {value.text, value.size}; }

// Entities cannot hide the scheme: the text is compared as it was written.
bool is_safe_target(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://") || url.starts_with("dingtalk://");
}

// The element that holds a block; empty when there is none.
std::string block_element(MD_BLOCKTYPE type, const void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      return "blockquote";
    case MD_BLOCK_UL:
      return "ul";
    case MD_BLOCK_OL:
      return "ol";
    case MD_BLOCK_LI:
      return "li";
    case MD_BLOCK_H:
      return "h" + std::to_string(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
    case MD_BLOCK_CODE:
    case MD_BLOCK_P:
      return "p";
    default:
      return {};
  }
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* context) {
  std::string& out = renderer_of(context).out;
  if (type == MD_BLOCK_HR) {
    out += "<hr>";
  }
  const std::string element = block_element(type, detail);
  if (type == MD_BLOCK_OL) {
    out += "<ol start=\"" + std::to_string(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start) + "\">";
  } else if (!element.empty()) {
    out += "<" + element + ">";
  }
  out += type == MD_BLOCK_CODE ? "``` " : "";
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void* detail, void* context) {
  const std::string element = block_element(type, detail);
  if (!element.empty()) {
    renderer_of(context).out += (type == MD_BLOCK_CODE ? "```</" : "</") + element + ">";
  }
  return 0;
}

// Phones show a code span as its source.
std::string_view code_mark(const Renderer& renderer, std::string_view element) {
  return renderer.client == Client::pc ? element : "`";
}

// Escaped, with the entities that md4c found left as they are.
std::string attribute_html(const MD_ATTRIBUTE& value) {
  std::string out;
  for (std::size_t i = 0; value.substr_offsets[i] < value.size; ++i) {
    const std::size_t begin = value.substr_offsets[i];
    const std::string_view part = view_of(value).substr(begin, value.substr_offsets[i + 1] - begin);
    out += value.substr_types[i] == MD_TEXT_ENTITY ? std::string(part) : html_escape(part);
  }
  return out;
}

std::string link_start(const MD_SPAN_A_DETAIL& link) {
  return is_safe_target(view_of(link.href))
             ? "<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"" + attribute_html(link.href) + "\">"
             : "<a>";
}

int enter_span(MD_SPANTYPE type, void* detail, void* context) {
  Renderer& renderer = renderer_of(context);
  switch (type) {
    case MD_SPAN_EM:
      renderer.out += "<em>";
      break;
    case MD_SPAN_STRONG:
      renderer.out += "<strong>";
      break;
    case MD_SPAN_A:
      renderer.out += link_start(*static_cast<MD_SPAN_A_DETAIL*>(detail));
      break;
    case MD_SPAN_IMG:
      renderer.out += "<span class=\"image\">🖼 ";
      break;
    case MD_SPAN_CODE:
      renderer.out += code_mark(renderer, "<code>");
      break;
    default:
      break;
  }
  return 0;
}

int leave_span(MD_SPANTYPE type, void* /*detail*/, void* context) {
  Renderer& renderer = renderer_of(context);
  switch (type) {
    case MD_SPAN_EM:
      renderer.out += "</em>";
      break;
    case MD_SPAN_STRONG:
      renderer.out += "</strong>";
      break;
    case MD_SPAN_A:
      renderer.out += "</a>";
      break;
    case MD_SPAN_IMG:
      renderer.out += "</span>";
      break;
    case MD_SPAN_CODE:
      renderer.out += code_mark(renderer, "</code>");
      break;
    default:
      break;
  }
  return 0;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* context) {
  Renderer& renderer = renderer_of(context);
  switch (type) {
    case MD_TEXT_BR:
      renderer.out += "<br>";
      break;
    case MD_TEXT_SOFTBR:
      renderer.out += "\n";
      break;
    case MD_TEXT_NULLCHAR:
      renderer.out += "\xEF\xBF\xBD";
      break;
    case MD_TEXT_ENTITY:
      // md4c has matched it as &name; or &#number; and nothing else.
      renderer.out.append(text, size);
      break;
    default:
      renderer.out += renderer.fonts.put_back({text, size});
  }
  return 0;
}

}  // namespace

std::string markdown_html(std::string_view markdown, Client client) {
  if (client == Client::phone && is_blank_on_phone(markdown)) {
    return {};
  }
  Renderer renderer{client, {}, {}};
  const std::string text = renderer.fonts.take_out(utf8::repair(markdown));
  const MD_PARSER parser{0, kDialect, enter_block, leave_block, enter_span, leave_span, add_text, nullptr, nullptr};
  if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &renderer) != 0) {
    return "<p>" + html_escape(text) + "</p>";
  }
  return renderer.out + renderer.fonts.close_all();
}

}  // namespace relay::emulator
