// SPDX-License-Identifier: MIT
#include "sentry/payload.hpp"

#include <algorithm>

#include "relay/base/utf8.hpp"
#include "sentry/json_reader.hpp"

namespace relay::sentry {
namespace {

constexpr std::size_t kPadding = 64;  // read_json's

std::string padded(std::string text) {
  text.reserve(text.size() + kPadding);
  return text;
}

// Re-senders write what Sentry never does: other encodings, and line breaks as they are inside a string.
std::string repair(const std::string& body) {
  std::string out = utf8::repair(body);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return out;
}

}  // namespace

Payload::Payload(const std::string& body) {
  ReadOutcome outcome = read_json(body, nodes_);
  if (outcome == ReadOutcome::not_padded) {
    repaired_ = padded(body);
    outcome = read_json(repaired_, nodes_);
  }
  if (outcome == ReadOutcome::not_clean) {
    repaired_ = padded(repair(body));
    static_cast<void>(read_json(repaired_, nodes_));
  }
}

}  // namespace relay::sentry
