// SPDX-License-Identifier: MIT
#include "config/json_tree.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace relay::config {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 32;
constexpr std::size_t kMostBytes = 1U << 20U;

Node scalar_node(std::string text) {
  Node node;
  node.type = NodeType::scalar;
  node.text = std::move(text);
  return node;
}

Node to_node(const Json& json, int depth) {
  Node node;
  if (json.is_null() || depth > kDeepest) {
    return node;
  }
  if (json.is_string()) {
    return scalar_node(json.get<std::string>());
  }
  if (json.is_primitive()) {
    return scalar_node(json.dump());
  }
  node.type = json.is_array() ? NodeType::list : NodeType::map;
  for (const auto& item : json.items()) {
    Node child = to_node(item.value(), depth + 1);
    if (json.is_array()) {
      node.items.push_back(std::move(child));
    } else {
      node.entries.push_back({.key = item.key(), .place = {}, .value = std::move(child)});
    }
  }
  return node;
}

Place place_at(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.find_last_of('\n') + 1;
  return {.line = static_cast<int>(line) + 1,
          .column = static_cast<int>(std::max(before.size() - start, std::size_t{1}))};
}

}  // namespace

ParsedYaml parse_json(std::string_view text) {
  ParsedYaml out;
  if (text.size() > kMostBytes) {
    out.problems.push_back({.place = {}, .text = "the text is larger than 1 MiB"});
    return out;
  }
  try {
    out.root = to_node(Json::parse(text), 0);
  } catch (const Json::parse_error& error) {
    // Its own words quote the text, which holds secrets.
    out.problems.push_back({.place = place_at(text, error.byte), .text = "JSON: something else is expected here"});
  }
  return out;
}

std::string unwrapped(std::string text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') {
    return text;
  }
  const Json inner = Json::parse(text, nullptr, false);
  return inner.is_string() ? inner.get<std::string>() : text;
}

}  // namespace relay::config
