// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <utility>

namespace relay {

// A token, signing secret or key. It prints as "***"; only expose() gives the text, so every use can be found.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] const std::string& expose() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

std::ostream& operator<<(std::ostream& out, const Secret& secret);

// For people who must tell tokens apart: the first four characters and the length, "abcd…(64)";
// nothing but the length when the text is shorter than 16 characters.
[[nodiscard]] std::string masked(const Secret& secret);

}  // namespace relay
