// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace relay::config {

// Where something stands in the file, counted from 1; columns count bytes.
struct Place {
  int line{1};
  int column{1};
};

enum class NodeType { null, scalar, list, map };

struct Entry;

// One value of a YAML document, and where it stands. Scalars stay text: the reader of a key knows its type.
struct Node {
  NodeType type{NodeType::null};
  Place place;
  std::string text;            // of a scalar
  std::vector<Place> lines;    // where each line of `text` begins; empty when the file shows it otherwise
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the order of the file, a key that stands twice included
};

struct Entry {
  std::string key;
  Place place;  // of the key
  Node value;
};

}  // namespace relay::config
