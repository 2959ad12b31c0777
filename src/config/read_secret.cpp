// SPDX-License-Identifier: MIT
#include "config/read_secret.hpp"

#include <algorithm>

#include "config/keys.hpp"
#include "config/values.hpp"
#include "relay/base/utf8.hpp"

namespace relay::config {
namespace {

constexpr std::string_view kExpected =
    "a secret is expected: a string, {file: path}, {env: NAME} or {credential: NAME}";

// People write the secret itself where its place is asked for: only what can be no secret is quoted.
std::string shown_path(const std::string& path) {
  const bool is_path = path.starts_with("/") || path.starts_with("./") || path.starts_with("../");
  return is_path && !has_control(path) && utf8::is_valid(path) ? "the file " + path : "the file named here";
}

std::string shown_variable(const std::string& name) {
  constexpr std::size_t kLongest = 40;
  const bool is_variable = name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
                             return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
                           });
  return is_variable ? "the environment variable " + name : "the environment variable named here";
}

// Container engines mount secrets there for everyone to read, inside the container only.
bool is_mounted_by_engine(const std::string& path) {
  return path.starts_with("/run/secrets/") || path.starts_with("/var/run/secrets/");
}

std::optional<Text> read_variable(const Text& name, const Surroundings& surroundings, Report& report) {
  report.take_variable(name.value);
  auto value = surroundings.environment(name.value);
  if (!value.has_value() || value->empty()) {
    report.problem(name.origin, shown_variable(name.value) + (value.has_value() ? " is empty" : " is not set"));
    return std::nullopt;
  }
  return Text{.value = std::move(*value), .origin = name.origin};
}

// `what` stands for the path in problems.
std::optional<Text> read_text(const std::string& what, const Text& path, const Surroundings& surroundings,
                              Report& report) {
  auto content = surroundings.read_file(path.value);
  if (content.has_error()) {
    report.problem(path.origin, what + " cannot be read: " + content.error().detail);
    return std::nullopt;
  }
  content->erase(content->find_last_not_of("\r\n") + 1);
  if (content->empty()) {
    report.problem(path.origin, what + " is empty");
    return std::nullopt;
  }
  return Text{.value = std::move(*content), .origin = path.origin};
}

// systemd.exec(5): a name is a file name, and names no other folder.
bool is_credential_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos && is_plain_key(name);
}

std::optional<Text> read_credential(const Text& name, const Surroundings& surroundings, Report& report) {
  if (!is_credential_name(name.value)) {
    report.problem(name.origin, "this is no name of a credential: LoadCredential=NAME:/path in the unit names it");
    return std::nullopt;
  }
  const auto folder = surroundings.environment("CREDENTIALS_DIRECTORY");
  if (!folder.has_value() || folder->empty()) {
    report.problem(name.origin, "there are no credentials: systemd passes them by LoadCredential=");
    return std::nullopt;
  }
  const Text path{.value = *folder + "/" + name.value, .origin = name.origin};
  return read_text("the credential named here", path, surroundings, report);
}

}  // namespace

std::optional<Text> read_text_file(const Text& path, const Surroundings& surroundings, Report& report) {
  return read_text(shown_path(path.value), path, surroundings, report);
}

std::optional<Text> read_secret_file(const Text& path, const Surroundings& surroundings, Report& report) {
  auto text = read_text_file(path, surroundings, report);
  if (text.has_value() && surroundings.readable_by_everyone && !is_mounted_by_engine(path.value) &&
      surroundings.readable_by_everyone(path.value)) {
    report.warn(path.origin, shown_path(path.value) + " can be read by every user: chmod 0640 or 0600");
  }
  return text;
}

std::optional<Text> read_secret(const Node& node, const Origin& origin, const Surroundings& surroundings,
                                Report& report) {
  if (node.type == NodeType::scalar) {
    return Text{.value = node.text, .origin = origin};
  }
  const bool one_scalar =
      node.type == NodeType::map && node.entries.size() == 1 && node.entries.front().value.type == NodeType::scalar;
  const std::string form = one_scalar ? node.entries.front().key : std::string{};
  if (form != "file" && form != "env" && form != "credential") {
    report.problem(origin, std::string(kExpected));
    return std::nullopt;
  }
  const Node& value = node.entries.front().value;
  const Text named{.value = value.text,
                   .origin = {.where = origin.where, .place = value.place, .path = origin.path + "." + form}};
  if (form == "credential") {
    return read_credential(named, surroundings, report);
  }
  return form == "file" ? read_secret_file(named, surroundings, report) : read_variable(named, surroundings, report);
}

std::optional<Text> read_secret(const Section& section, std::string_view key, const Surroundings& surroundings,
                                Report& report) {
  const Node* node = section.find(key);
  return node == nullptr ? std::nullopt : read_secret(*node, section.origin_of(key), surroundings, report);
}

}  // namespace relay::config
