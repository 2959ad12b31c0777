// SPDX-License-Identifier: MIT
#include "sentry/json_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <simdjson.h>

#include "sentry/json_string.hpp"

namespace relay::sentry {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxChildren = 256;
constexpr std::size_t kMaxNodes = 20'000;

// Nine tenths of a real body; nothing of it is ever shown. Some of it is personal or secret.
// clang-format off
constexpr std::array kSkipped = std::to_array<std::string_view>({
    "_meta", "_metrics", "breadcrumbs", "code", "contexts", "debug_meta", "entries", "errors", "evidenceData", "extra",
    "fingerprint", "frames", "grouping_config", "hashes", "measurements", "mechanism", "modules", "packages", "params",
    "request", "raw_stacktrace", "sdk", "settings", "spans", "stacktrace", "threads", "user", "vars",
    // the names until Sentry 8
    "sentry.interfaces.Breadcrumbs", "sentry.interfaces.Http", "sentry.interfaces.Query",
    "sentry.interfaces.Stacktrace", "sentry.interfaces.User"});
// clang-format on

// By length and first character, which together tell nearly every other key from them.
constexpr std::array kSkippedLengths = [] {
  std::array<std::uint32_t, 256> lengths{};  // by first character: one bit a length
  for (const std::string_view key : kSkipped) {
    lengths.at(static_cast<unsigned char>(key.front())) |= 1U << key.size();
  }
  return lengths;
}();

bool is_skipped(std::string_view key) {
  const bool may_be = !key.empty() && key.size() < 32 &&
                      (kSkippedLengths[static_cast<unsigned char>(key.front())] >> key.size() & 1U) != 0;
  return may_be && std::find(kSkipped.begin(), kSkipped.end(), key) != kSkipped.end();
}

std::string_view without_trailing_space(std::string_view token) {
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

bool is_number(std::string_view token) {
  return token.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
         std::any_of(token.begin(), token.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool at_end(ondemand::document& document) { return document.current_location().error() == simdjson::OUT_OF_BOUNDS; }

class Reader {
 public:
  Reader(std::string_view body, std::vector<Node>& nodes) : body_(body), nodes_(nodes) {}

  // False when the body is not one complete JSON object.
  bool read(ondemand::document& document) {
    constexpr std::size_t kUsual = 256;
    nodes_.reserve(kUsual);
    nodes_.assign(1, Node{});
    ondemand::object root;
    // get_object() looks at the document's end first, get_value() does not.
    return document.get_object().get(root) == simdjson::SUCCESS && read_fields(root, 0, 1) && at_end(document);
  }

 private:
  bool read_value(ondemand::value value, std::uint32_t node, int depth) {
    const std::string_view token = value.raw_json_token();
    const char first = token.empty() ? '\0' : token.front();
    if (first == '{' || first == '[') {
      return depth > kMaxDepth || read_container(value, first, node, depth);
    }
    set_scalar(node, token);
    return true;
  }

  bool read_container(ondemand::value& value, char opening, std::uint32_t node, int depth) {
    ondemand::object object;
    ondemand::array array;
    return opening == '{' ? value.get_object().get(object) == simdjson::SUCCESS && read_fields(object, node, depth)
                          : value.get_array().get(array) == simdjson::SUCCESS && read_items(array, node, depth);
  }

  bool read_fields(ondemand::object& object, std::uint32_t node, int depth) {
    nodes_[node].type = Node::Type::object;
    std::uint32_t last = 0;
    std::size_t count = 0;
    for (auto field : object) {
      ondemand::field entry;
      if (std::move(field).get(entry) != simdjson::SUCCESS) {
        return false;
      }
      const auto begin = static_cast<std::size_t>(entry.key().raw() - body_.data());
      const std::string_view key = raw_string_at(body_, begin);
      if (++count > kMaxChildren || nodes_.size() >= kMaxNodes) {
        continue;
      }
      last = add_child(node, last, key);
      if (!is_skipped(key) && !read_value(entry.value(), last, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  bool read_items(ondemand::array& array, std::uint32_t node, int depth) {
    nodes_[node].type = Node::Type::array;
    std::uint32_t last = 0;
    std::size_t count = 0;
    for (auto element : array) {
      if (element.error() != simdjson::SUCCESS) {
        return false;
      }
      if (++count > kMaxChildren || nodes_.size() >= kMaxNodes) {
        continue;
      }
      last = add_child(node, last, {});
      if (!read_value(element.value_unsafe(), last, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  std::uint32_t add_child(std::uint32_t parent, std::uint32_t previous, std::string_view key) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    Node& node = nodes_.emplace_back();
    node.key = key;
    node.key_has_escapes = key.find('\\') != std::string_view::npos;
    (previous == 0 ? nodes_[parent].first_child : nodes_[previous].next) = index;
    return index;
  }

  // A token that JSON does not know (NaN, Infinity) counts as missing; it does not spoil the rest.
  void set_scalar(std::uint32_t index, std::string_view with_space) {
    Node& node = nodes_[index];
    node.token = without_trailing_space(with_space);
    if (node.token.starts_with('"')) {
      node.type = Node::Type::string;
      node.token = raw_string_at(node.token, 1);
    } else if (node.token == "null") {
      node.type = Node::Type::null;
    } else if (node.token == "true" || node.token == "false") {
      node.type = Node::Type::boolean;
    } else if (is_number(node.token)) {
      node.type = Node::Type::number;
    }
  }

  std::string_view body_;
  std::vector<Node>& nodes_;
};

// Missing, unless all of it was read.
ReadOutcome failed(simdjson::error_code error, std::vector<Node>& nodes) {
  nodes.assign(1, Node{});
  if (error == simdjson::INSUFFICIENT_PADDING) {
    return ReadOutcome::not_padded;
  }
  const bool not_clean = error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS;
  return not_clean ? ReadOutcome::not_clean : ReadOutcome::not_an_object;
}

}  // namespace

ReadOutcome read_json(const std::string& body, std::vector<Node>& nodes) {
  // A parser of its own for every body: its buffers are six times the body's size and must not outlive a large one.
  ondemand::parser parser;
  ondemand::document document;
  if (const auto error = parser.iterate(body).get(document); error != simdjson::SUCCESS) {
    return failed(error, nodes);
  }
  return Reader(body, nodes).read(document) ? ReadOutcome::complete : failed(simdjson::TAPE_ERROR, nodes);
}

}  // namespace relay::sentry
