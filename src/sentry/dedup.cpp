// SPDX-License-Identifier: MIT
#include "sentry/dedup.hpp"

#include "relay/base/crypto.hpp"

namespace relay::sentry {
namespace {

void append_part(std::string& key, std::string_view part) {
  for (const char c : part) {
    if (c == '|' || c == '%') {
      key += c == '|' ? "%7C" : "%25";
    } else {
      key.push_back(c);
    }
  }
}

std::string joined(std::string_view first, const KeyParts& parts) {
  constexpr std::size_t kLongest = 200;
  std::string key(first);
  for (const std::string& part : parts) {
    key += "|";
    append_part(key, part);
  }
  return key.size() <= kLongest ? key : "sha256:" + digest_of(key);
}

}  // namespace

DedupMaterial occurrence(std::string_view resource, const KeyParts& ids) { return state_of(resource, ids, {}); }

DedupMaterial state_of(std::string_view resource, const KeyParts& ids, const KeyParts& state) {
  if (ids.empty() || ids.front().empty()) {
    return {};
  }
  return {joined(resource, ids), state.empty() ? "" : joined(state.front(), {state.begin() + 1, state.end()})};
}

DedupMaterial same_body(std::string_view body) { return {"body:" + digest_of(body), ""}; }

std::string digest_of(std::string_view text) { return crypto::hex(crypto::sha256(text)); }

}  // namespace relay::sentry
