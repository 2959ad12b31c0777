// SPDX-License-Identifier: MIT
#include "config/section.hpp"

#include <algorithm>
#include <map>

#include "config/values.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhite);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

const Node* with_value(const Node* node) { return node == nullptr || node->type == NodeType::null ? nullptr : node; }

std::string child(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

Origin item_origin(const Origin& list, const Node& item, std::size_t index) {
  return Origin{.where = Where::file, .place = item.place, .path = list.path + "[" + std::to_string(index) + "]"};
}

}  // namespace

std::optional<Text> single_line(const Text& text, Report& report) {
  const std::string_view value = trimmed(text.value);
  if (has_control(value)) {
    report.problem(text.origin, "holds a control character or a line end");
    return std::nullopt;
  }
  if (!utf8::is_valid(value)) {
    report.problem(text.origin, "is not valid UTF-8");
    return std::nullopt;
  }
  return Text{.value = std::string(value), .origin = text.origin};
}

Section::Section(const Node* node, Origin origin, Keys known, Report& report)
    : node_(with_value(node)), origin_(std::move(origin)), report_(&report) {
  if (node_ != nullptr && node_->type != NodeType::map) {
    report_->problem(origin_, "a mapping (key: value) is expected");
    node_ = nullptr;
  }
  check_keys(known);
}

void Section::check_keys(Keys known) const {
  if (node_ == nullptr) {
    return;
  }
  std::map<std::string_view, int> lines;
  for (const Entry& entry : node_->entries) {
    const std::string path = is_plain_key(entry.key) ? child(origin_.path, entry.key) : origin_.path;
    const Origin origin{.where = Where::file, .place = entry.place, .path = path};
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
      report_->problem(origin, unknown_key(entry.key, known));
    } else if (const auto [first, fresh] = lines.emplace(entry.key, entry.place.line); !fresh) {
      report_->problem(origin, "stands twice: first in line " + std::to_string(first->second));
    }
  }
}

const Node* Section::find(std::string_view key) const {
  if (node_ == nullptr) {
    return nullptr;
  }
  const auto found =
      std::find_if(node_->entries.begin(), node_->entries.end(), [&](const Entry& entry) { return entry.key == key; });
  return found == node_->entries.end() ? nullptr : with_value(&found->value);
}

Origin Section::origin_of(std::string_view key) const {
  const Node* node = find(key);
  return Origin{
      .where = Where::file, .place = node == nullptr ? origin_.place : node->place, .path = child(origin_.path, key)};
}

const Node* Section::scalar(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr || node->type == NodeType::scalar) {
    return node;
  }
  report_->problem(origin_of(key), node->type == NodeType::list ? "one value is expected, not a list"
                                                                : "one value is expected, not a mapping");
  return nullptr;
}

std::optional<Text> Section::text(std::string_view key) const {
  const Node* node = scalar(key);
  return node == nullptr ? std::nullopt : single_line({.value = node->text, .origin = origin_of(key)}, *report_);
}

std::optional<TextBlock> Section::block(std::string_view key) const {
  const Node* node = scalar(key);
  return node == nullptr
             ? std::nullopt
             : std::optional(TextBlock{.text = {.value = node->text, .origin = origin_of(key)}, .lines = node->lines});
}

std::vector<Text> Section::texts(const Node& list, const Origin& origin) const {
  const bool strings =
      list.type == NodeType::list &&
      std::all_of(list.items.begin(), list.items.end(), [](const Node& item) { return item.type == NodeType::scalar; });
  if (!strings) {
    report_->problem(origin, "a list of strings is expected");
    return {};
  }
  std::vector<Text> out;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    out.push_back({.value = list.items[i].text, .origin = item_origin(origin, list.items[i], i)});
  }
  return out;
}

std::vector<Text> Section::one_or_more(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr) {
    return {};
  }
  if (node->type == NodeType::scalar) {
    return {{.value = node->text, .origin = origin_of(key)}};
  }
  return texts(*node, origin_of(key));
}

std::vector<Item> items_of(const Node* list, const Origin& origin, Report& report) {
  std::vector<Item> out;
  if (list == nullptr) {
    return out;
  }
  if (list->type != NodeType::list) {
    report.problem(origin, "a list is expected: each entry begins with \"- \"");
    return out;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    Item item{.node = &list->items[i], .origin = item_origin(origin, list->items[i], i)};
    if (item.node->type == NodeType::map) {
      out.push_back(std::move(item));
    } else {
      report.problem(item.origin, "a mapping (key: value) is expected");
    }
  }
  return out;
}

}  // namespace relay::config
