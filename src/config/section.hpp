// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/keys.hpp"
#include "config/node.hpp"
#include "config/report.hpp"

namespace relay::config {

// Without white space at either end; nothing, and a problem, when it holds a control character or is not UTF-8.
[[nodiscard]] std::optional<Text> single_line(const Text& text, Report& report);

// Puts what `parse` (text -> Result) makes of `text` into `into`; its error becomes a problem.
template <class T, class Parse>
void assign(const Text& text, Report& report, T& into, const Parse& parse) {
  auto value = parse(text.value);
  if (value.has_value()) {
    into = std::move(*value);
  } else {
    report.problem(text.origin, value.error().detail);
  }
}

// One mapping of the file. Building it reports unknown and repeated keys; reading a key reports a wrong type.
// A key without a value is the same as no key. `node` and `report` outlive it.
class Section {
 public:
  // Null, or without a value: everything in it is absent.
  Section(const Node* node, Origin origin, Keys known, Report& report);

  [[nodiscard]] const Origin& origin() const { return origin_; }
  // Null when absent.
  [[nodiscard]] const Node* find(std::string_view key) const;
  // Of the key's value; of the section when the key is absent.
  [[nodiscard]] Origin origin_of(std::string_view key) const;

  [[nodiscard]] std::optional<Text> text(std::string_view key) const;
  // As it stands, line ends included.
  [[nodiscard]] std::optional<TextBlock> block(std::string_view key) const;
  // A list of strings, or one string; strings as they stand, with line ends.
  [[nodiscard]] std::vector<Text> one_or_more(std::string_view key) const;

  // Leaves `into` alone when the key is absent.
  template <class T, class Parse>
  void read(std::string_view key, T& into, const Parse& parse) const {
    if (const auto found = text(key)) {
      assign(*found, *report_, into, parse);
    }
  }

 private:
  void check_keys(Keys known) const;
  // Null, and a problem unless the key is absent, when it is no scalar.
  [[nodiscard]] const Node* scalar(std::string_view key) const;
  [[nodiscard]] std::vector<Text> texts(const Node& list, const Origin& origin) const;

  const Node* node_;
  Origin origin_;
  Report* report_;
};

// The entries of a list of mappings with their origins; what is no mapping becomes a problem and is left out.
struct Item {
  const Node* node;
  Origin origin;
};
[[nodiscard]] std::vector<Item> items_of(const Node* list, const Origin& origin, Report& report);

}  // namespace relay::config
