// SPDX-License-Identifier: MIT
#include "dingtalk/fitting.hpp"

#include <algorithm>
#include <string>

#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"
#include "relay/dingtalk/request.hpp"

namespace relay::dingtalk {
namespace {

// DingTalk refuses a body of 20 000 bytes; how it counts is not documented.
constexpr std::size_t kMostBytes = 18'000;

}  // namespace

bool fits(const Message& message) {
  const std::string uuid(32, '0');
  return body_of(message, uuid).size() <= kMostBytes;
}

Message cut_to_fit(std::string_view text, const std::function<Message(std::string_view head)>& compose) {
  // A character is at least a byte, so more of them than bytes never fit.
  std::size_t too_many = std::min(utf8::count_characters(text), kMostBytes) + 1;
  std::size_t enough = 0;
  while (too_many - enough > 1) {
    const std::size_t middle = enough + (too_many - enough) / 2;
    (fits(compose(markdown::cut(text, middle))) ? enough : too_many) = middle;
  }
  return compose(markdown::cut(text, enough));
}

}  // namespace relay::dingtalk
