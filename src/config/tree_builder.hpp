// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "config/parse_yaml.hpp"

namespace relay::config {

[[nodiscard]] Place place_of(const YAML::Mark& mark);

// Builds the tree from the parser's events: yaml-cpp's own nodes would drop a key's place and expand aliases.
// `out` and `document` outlive it.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(ParsedYaml& out, std::string_view document);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    std::optional<Entry> half;  // a key that waits for its value
  };

  void refuse(const Place& place, std::string text);
  void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void open(NodeType type, const YAML::Mark& mark);
  void close();
  void add(Node node);
  void add_key(Frame& parent, const Node& key);

  ParsedYaml* out_;
  std::vector<std::string_view> document_;  // by line
  std::vector<Frame> frames_;
  int documents_{0};
};

}  // namespace relay::config
