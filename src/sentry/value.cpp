// SPDX-License-Identifier: MIT
#include "sentry/value.hpp"

#include <charconv>
#include <cmath>

#include "sentry/json_string.hpp"

namespace relay::sentry {
namespace {

bool key_is(const Node& field, std::string_view name) {
  return field.key_has_escapes ? unescape(field.key) == name : field.key == name;
}

// How many of those that follow lie before the wanted one; none when `name` is no number.
std::optional<std::size_t> position_from(std::string_view name) {
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), position);
  return error == std::errc{} ? std::optional(position) : std::nullopt;
}

}  // namespace

Value Value::at(std::string_view pointer) const {
  Value value = *this;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    value = value.child(pointer.substr(0, end));
    pointer.remove_prefix(end);
  }
  return value;
}

Node::Type Value::type() const { return nodes_ == nullptr ? Node::Type::missing : node().type; }

std::string Value::text() const { return type() == Node::Type::string ? unescape(node().token) : std::string{}; }

std::string Value::text_or_number() const { return type() == Node::Type::number ? std::string(node().token) : text(); }

std::optional<double> Value::number() const {
  if (type() != Node::Type::number) {
    return std::nullopt;
  }
  const std::string_view token = node().token;
  double number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  const bool whole = error == std::errc{} && end == token.data() + token.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

bool Value::is_true() const { return type() == Node::Type::boolean && node().token == "true"; }

std::vector<Value> Value::items() const {
  std::vector<Value> items;
  if (is_array()) {
    for (std::uint32_t i = node().first_child; i != 0; i = (*nodes_)[i].next) {
      items.emplace_back(*nodes_, i);
    }
  }
  return items;
}

std::vector<std::pair<std::string, Value>> Value::fields() const {
  std::vector<std::pair<std::string, Value>> fields;
  if (is_object()) {
    for (std::uint32_t i = node().first_child; i != 0; i = (*nodes_)[i].next) {
      fields.emplace_back(unescape((*nodes_)[i].key), Value(*nodes_, i));
    }
  }
  return fields;
}

Value Value::child(std::string_view name) const {
  if (is_array()) {
    std::optional<std::size_t> left = position_from(name);
    for (std::uint32_t i = node().first_child; left.has_value() && i != 0; i = (*nodes_)[i].next) {
      if ((*left)-- == 0) {
        return {*nodes_, i};
      }
    }
    return {};
  }
  if (is_object()) {
    for (std::uint32_t i = node().first_child; i != 0;) {
      const Node& field = (*nodes_)[i];
      if (key_is(field, name)) {
        return {*nodes_, i};
      }
      i = field.next;
    }
  }
  return {};
}

}  // namespace relay::sentry
