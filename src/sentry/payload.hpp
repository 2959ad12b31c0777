// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "sentry/value.hpp"

namespace relay::sentry {

// A body, read into a small tree (bounds: json_reader.hpp). Never fails: what is not one complete JSON object has a
// missing root. Bytes that are not UTF-8, and raw control characters, are repaired and read once more.
class Payload {
 public:
  // Borrows `body`, which has 64 readable bytes behind its end (copied when it has not).
  explicit Payload(const std::string& body);
  Payload(const Payload&) = delete;
  Payload& operator=(const Payload&) = delete;

  [[nodiscard]] Value root() const { return {nodes_, 0}; }

 private:
  std::string repaired_;  // the body in its place, when it could not be read as it came
  std::vector<Node> nodes_;
};

}  // namespace relay::sentry
