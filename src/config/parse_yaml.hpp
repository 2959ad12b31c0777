// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/node.hpp"

namespace relay::config {

struct SyntaxProblem {
  Place place;
  std::string text;  // quotes nothing of the document
};

// `root` is complete only without problems.
struct ParsedYaml {
  Node root;
  std::vector<SyntaxProblem> problems;
};

// One YAML 1.2 document of at most 1 MiB of UTF-8. Anchors, aliases and tags are refused: each can make a value
// other than the one a reader of the file sees.
[[nodiscard]] ParsedYaml parse_yaml(std::string_view text);

}  // namespace relay::config
