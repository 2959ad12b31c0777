// SPDX-License-Identifier: MIT
#include "console/reply_reader.hpp"

#include <utility>

namespace relay::console {
namespace {

const Json& member(const Json& object, const char* name) {
  static const Json kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

}  // namespace

std::optional<Json> object_in(std::string_view body) {
  Json object = Json::parse(body, nullptr, false);
  return object.is_object() ? std::optional(std::move(object)) : std::nullopt;
}

Error no_object() { return fail(ErrorKind::malformed, "the relay's answer is no JSON object"); }

std::string text_in(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::int64_t number_in(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

bool flag_in(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::optional<WallTime> time_in(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_number_integer() ? std::optional(WallTime{Milliseconds{value.get<std::int64_t>()}}) : std::nullopt;
}

const Json& array_in(const Json& object, const char* name) {
  static const Json kEmpty = Json::array();
  const Json& value = member(object, name);
  return value.is_array() ? value : kEmpty;
}

}  // namespace relay::console
