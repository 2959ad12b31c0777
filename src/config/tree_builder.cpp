// SPDX-License-Identifier: MIT
#include "config/tree_builder.hpp"

#include <utility>

#include "config/scalar_lines.hpp"

namespace relay::config {
namespace {

Node leaf(NodeType type, const YAML::Mark& mark, std::string text) {
  Node node;
  node.type = type;
  node.place = place_of(mark);
  node.text = std::move(text);
  return node;
}

}  // namespace

Place place_of(const YAML::Mark& mark) {
  return mark.is_null() ? Place{} : Place{.line = mark.line + 1, .column = mark.column + 1};
}

TreeBuilder::TreeBuilder(ParsedYaml& out, std::string_view document)
    : out_(&out), document_(document_lines(document)) {}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  ++documents_;
  if (documents_ > 1) {
    refuse(place_of(mark), "a second document begins here; the file must be one mapping (key: value)");
  }
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  check(mark, "", anchor);
  add(leaf(NodeType::null, mark, {}));
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) { OnNull(mark, anchor); }

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  check(mark, tag, anchor);
  Node node = leaf(NodeType::scalar, mark, value);
  node.lines = scalar_lines(document_, node.place, value);
  add(std::move(node));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
  check(mark, tag, anchor);
  open(NodeType::list, mark);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  check(mark, tag, anchor);
  open(NodeType::map, mark);
}

void TreeBuilder::refuse(const Place& place, std::string text) {
  out_->problems.push_back({.place = place, .text = std::move(text)});
}

void TreeBuilder::check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
  if (anchor != YAML::NullAnchor) {
    refuse(place_of(mark), "anchors (&) and aliases (*) are not supported: write the value out");
  }
  // yaml-cpp's own marks for "untagged": "?" for a plain value, "!" for a quoted one.
  if (!tag.empty() && tag != "?" && tag != "!") {
    refuse(place_of(mark), "tags (!) are not supported; a text that begins with ! must stand in quotes");
  }
}

void TreeBuilder::open(NodeType type, const YAML::Mark& mark) {
  frames_.push_back({.node = leaf(type, mark, {}), .half = std::nullopt});
}

void TreeBuilder::close() {
  Node node = std::move(frames_.back().node);
  frames_.pop_back();
  add(std::move(node));
}

void TreeBuilder::add(Node node) {
  if (frames_.empty()) {
    out_->root = std::move(node);
    return;
  }
  Frame& parent = frames_.back();
  if (parent.node.type == NodeType::list) {
    parent.node.items.push_back(std::move(node));
  } else if (parent.half.has_value()) {
    parent.half->value = std::move(node);
    parent.node.entries.push_back(std::move(*parent.half));
    parent.half.reset();
  } else {
    add_key(parent, node);
  }
}

void TreeBuilder::add_key(Frame& parent, const Node& key) {
  if (key.type != NodeType::scalar) {
    refuse(key.place, "a key must be a plain word");
  }
  parent.half = Entry{.key = key.text, .place = key.place, .value = {}};
}

}  // namespace relay::config
