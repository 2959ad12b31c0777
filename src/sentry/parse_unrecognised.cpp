// SPDX-License-Identifier: MIT
#include "relay/base/utf8.hpp"
#include "sentry/clean_text.hpp"
#include "sentry/dedup.hpp"
#include "sentry/resources.hpp"

namespace relay::sentry {
namespace {

constexpr std::size_t kKeys = 8;
constexpr std::size_t kKeyBytes = 40;

// The first keys, for whoever asks what this was; never a value: it could be a secret.
std::string keys_of(const Value& object, const std::string& prefix) {
  std::string keys;
  std::size_t count = 0;
  for (const auto& [name, value] : object.fields()) {
    if (++count > kKeys) {
      return keys + ", …";
    }
    const std::string key(utf8::cut_bytes(one_line(name), kKeyBytes));
    const std::string inner = key == "data" ? keys_of(value, "data.") : std::string{};
    keys += keys.empty() ? "" : ", ";
    keys += inner.empty() ? prefix + key : inner;
  }
  return keys;
}

std::string shape_of(const Input& input, const std::string& keys) {
  if (input.body.empty()) {
    return "an empty body";
  }
  if (!input.root.is_object()) {
    return "a body that is no JSON object";
  }
  return keys.empty() ? "an empty object" : "an object with " + keys;
}

// The sender's word for it, and its shape when that is odd or all that is known.
std::string name_of(const Input& input, const std::string& keys) {
  if (input.resource.empty()) {
    return shape_of(input, keys);
  }
  return input.resource + (keys.empty() ? ", " + shape_of(input, keys) : "");
}

}  // namespace

Parsed parse_unrecognised(const Input& input) {
  Parsed parsed = start(input, alert::Kind::unrecognised, input.resource);
  parsed.understood = false;
  alert::Alert& alert = parsed.alert;
  const std::string keys = keys_of(input.root, "");
  alert.organization = organization(input, input.root, {});
  alert.title = "Sentry sent something this relay does not know: " + name_of(input, keys);
  add_fact(alert, alert::FactName::resource, input.resource);
  add_fact(alert, alert::FactName::body_size, std::to_string(input.body.size()));
  add_fact(alert, alert::FactName::body_keys, keys);
  parsed.dedup = same_body(input.body);
  return parsed;
}

}  // namespace relay::sentry
