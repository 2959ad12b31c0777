// SPDX-License-Identifier: MIT
#include "config/keys.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "relay/base/edit_distance.hpp"

namespace relay::config {
namespace {

bool is_prefix_of_other(std::string_view left, std::string_view right) {
  constexpr std::size_t kShortest = 3;
  const bool prefix = left.starts_with(right) || right.starts_with(left);
  return prefix && std::min(left.size(), right.size()) >= kShortest;
}

std::optional<std::string_view> nearest(std::string_view key, Keys known) {
  constexpr std::size_t kFarthest = 2;
  std::optional<std::string_view> found;
  std::size_t best = kFarthest + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(key, candidate);
    if (distance < best && distance < candidate.size() / 2 + 1) {
      best = distance;
      found = candidate;
    }
  }
  if (found.has_value()) {
    return found;
  }
  const auto prefix =
      std::find_if(known.begin(), known.end(), [&](std::string_view other) { return is_prefix_of_other(key, other); });
  return prefix == known.end() ? std::nullopt : std::optional(*prefix);
}

std::string list_of(Keys known) {
  std::string out;
  for (const std::string_view key : known) {
    out += (out.empty() ? "" : ", ") + std::string(key);
  }
  return out;
}

}  // namespace

bool is_plain_key(std::string_view key) {
  // Tokens and secrets are longer than any key.
  constexpr std::size_t kLongest = 32;
  const auto is_of_a_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.'; };
  return !key.empty() && key.size() <= kLongest && std::all_of(key.begin(), key.end(), is_of_a_word);
}

std::string unknown_key(std::string_view key, Keys known) {
  if (!is_plain_key(key)) {
    return "this is no key (not shown, it may be a secret): does a line of a text block lack its indentation?";
  }
  if (const auto meant = nearest(key, known)) {
    return "unknown key: did you mean `" + std::string(*meant) + "`?";
  }
  return "unknown key: known here are " + list_of(known);
}

}  // namespace relay::config
