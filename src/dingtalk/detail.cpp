// SPDX-License-Identifier: MIT
#include "dingtalk/detail.hpp"

#include <algorithm>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

// An answer of a proxy may quote the URL that it was asked for.
std::string without_credentials(std::string text) {
  for (const std::string_view name : {"access_token=", "sign="}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      at += name.size();
      const std::size_t end = std::min(text.find_first_of("& \"'<>\\;", at), text.size());
      text.replace(at, end - at, "***");
    }
  }
  return text;
}

}  // namespace

std::string detail_of(std::string_view text) {
  constexpr std::size_t kMostBytes = 300;
  const std::string clean = without_credentials(markdown::one_line(text));
  return std::string(utf8::cut_bytes(clean, kMostBytes));
}

std::string detail_of(int status, const Reply& reply) {
  std::string words = status == 200 && reply.errcode ? "" : "HTTP " + std::to_string(status);
  if (reply.errcode) {
    words += (words.empty() ? "" : ": ") + std::to_string(*reply.errcode);
    words += reply.errmsg.empty() ? "" : ": " + reply.errmsg;
  } else if (reply.status) {
    words += ": status " + std::to_string(*reply.status);
  } else if (status == 200) {
    words += reply.shape == ReplyShape::markup ? " with a web page" : " without a usable errcode";
  }
  return detail_of(words);
}

}  // namespace relay::dingtalk
