// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>

#include "relay/base/url.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk::markdown {
namespace {

constexpr std::size_t kLongest = 4096;

bool is_escape(std::string_view text, std::size_t position) {
  const auto hex = [&](std::size_t i) {
    return i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
  };
  return text[position] == '%' && hex(position + 1) && hex(position + 2);
}

// RFC 3986 allows these in a path, query or fragment; its "(", ")" and "'" are missing because they end links.
bool stays(char c) {
  constexpr std::string_view kAllowed = "-._~:/?@!$&*+,;=";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || kAllowed.find(c) != std::string_view::npos;
}

std::string encode_rest(std::string_view text) {
  std::string out;
  bool in_fragment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fragment_starts = text[i] == '#' && !in_fragment;
    in_fragment = in_fragment || fragment_starts;
    if (fragment_starts || stays(text[i]) || is_escape(text, i)) {
      out += text[i];
    } else {
      out += percent_encode(text.substr(i, 1));
    }
  }
  return out;
}

// "//" and what follows it, up to the path: brackets of an IPv6 address belong there.
std::string encode_authority(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool bracket = text[i] == '[' || text[i] == ']';
    out +=
        bracket || stays(text[i]) || is_escape(text, i) ? std::string(1, text[i]) : percent_encode(text.substr(i, 1));
  }
  return out;
}

}  // namespace

std::string link_target(std::string_view url) {
  const std::string text = one_line(url);
  const std::size_t authority = text.find("://");
  if (authority == std::string::npos) {
    return {};
  }
  const std::string_view view = text;
  const std::size_t path = std::min(view.find_first_of("/?#", authority + 3), view.size());
  std::string encoded = encode_authority(view.substr(0, path)) + encode_rest(view.substr(path));
  const bool usable = encoded.size() <= kLongest && parse_url(encoded).has_value();
  return usable ? encoded : std::string{};
}

}  // namespace relay::dingtalk::markdown
