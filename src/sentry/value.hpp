// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay::sentry {

// One value of a body that was read; a tree in one vector. Texts are as they stand in the body, escapes included.
struct Node {
  enum class Type { missing, null, boolean, number, string, array, object };

  Type type{Type::missing};
  bool key_has_escapes{false};
  std::string_view key{};    // of an object's field
  std::string_view token{};  // of a number, boolean or string (without its quotes)
  std::uint32_t first_child{0};
  std::uint32_t next{0};  // sibling; 0 is the root and so means "none"
};

// A place in such a tree that may hold anything, or nothing: every question has an answer, and a value that is
// missing, null or of another type answers like one that is not there. Borrows the nodes and the body.
class Value {
 public:
  Value() = default;
  Value(const std::vector<Node>& nodes, std::uint32_t index) : nodes_(&nodes), index_(index) {}

  // "/data/event/tags/0"; "" is the value itself. The first of several fields of one name counts.
  [[nodiscard]] Value at(std::string_view pointer) const;

  [[nodiscard]] Node::Type type() const;
  [[nodiscard]] bool is_object() const { return type() == Node::Type::object; }
  [[nodiscard]] bool is_array() const { return type() == Node::Type::array; }

  // A string's text: valid UTF-8, control characters and all; "" for every other type.
  [[nodiscard]] std::string text() const;
  // Also a number, in its own digits: identifiers are sent as either, and 19 digits do not fit a double.
  [[nodiscard]] std::string text_or_number() const;
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] bool is_true() const;

  // The elements of an array; nothing for any other type.
  [[nodiscard]] std::vector<Value> items() const;
  // The fields of an object, in the body's order.
  [[nodiscard]] std::vector<std::pair<std::string, Value>> fields() const;

 private:
  [[nodiscard]] const Node& node() const { return (*nodes_)[index_]; }
  [[nodiscard]] Value child(std::string_view name) const;

  const std::vector<Node>* nodes_{nullptr};
  std::uint32_t index_{0};
};

}  // namespace relay::sentry
