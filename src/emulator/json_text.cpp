// SPDX-License-Identifier: MIT
#include "emulator/json_text.hpp"

#include <cstddef>

namespace relay::emulator {
namespace {

constexpr std::size_t kDeepest = 64;

// The parser keeps its own stack, but what it builds is walked recursively by others.
bool is_shallow(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      i += c == '\\' ? 1U : 0U;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) {
        return false;
      }
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace

nlohmann::json parse_object(std::string_view text) {
  const nlohmann::json discarded(nlohmann::json::value_t::discarded);
  if (!is_shallow(text)) {
    return discarded;
  }
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  return value.is_object() ? value : discarded;
}

std::string text_member(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const nlohmann::json* object_member(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? &*found : nullptr;
}

std::string dump(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace relay::emulator
