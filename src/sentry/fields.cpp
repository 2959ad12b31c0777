// SPDX-License-Identifier: MIT
#include "sentry/fields.hpp"

#include <algorithm>

#include "relay/base/utf8.hpp"
#include "sentry/clean_text.hpp"
#include "sentry/link.hpp"
#include "sentry/timestamp.hpp"

namespace relay::sentry {
namespace {

template <class Read>
std::string first_text(Pointers pointers, Read read) {
  for (const std::string_view pointer : pointers) {
    std::string text = read(pointer);
    if (!text.empty()) {
      return text;
    }
  }
  return {};
}

// https://docs.python.org/3/library/logging.html#logging-levels
alert::Level level_from_number(double number) {
  if (number >= 50) {
    return alert::Level::fatal;
  }
  if (number >= 40) {
    return alert::Level::error;
  }
  if (number >= 30) {
    return alert::Level::warning;
  }
  if (number >= 20) {
    return alert::Level::info;
  }
  return number > 0 ? alert::Level::debug : alert::Level::unknown;
}

bool is_named(const std::string& key, std::string_view name) {
  return key == name || (key.starts_with("sentry:") && key.substr(7) == name);
}

std::string one_tag(const Value& entry, std::string_view name) {
  const Pointers keys{"/0", "/key"};
  const Pointers values{"/1", "/value"};
  return is_named(line(entry, keys), name) ? id(entry, values) : std::string{};
}

}  // namespace

std::string line(const Value& from, Pointers pointers) {
  return first_text(pointers, [&](std::string_view pointer) { return one_line(from.at(pointer).text()); });
}

std::string lines(const Value& from, Pointers pointers) {
  return first_text(pointers, [&](std::string_view pointer) { return many_lines(from.at(pointer).text()); });
}

std::string id(const Value& from, Pointers pointers) {
  return first_text(pointers, [&](std::string_view pointer) { return one_line(from.at(pointer).text_or_number()); });
}

std::optional<WallTime> instant(const Value& from, Pointers pointers) {
  for (const std::string_view pointer : pointers) {
    if (const auto found = instant_from(from.at(pointer)); found.has_value()) {
      return found;
    }
  }
  return std::nullopt;
}

alert::Level level(const Value& from, Pointers pointers) {
  for (const std::string_view pointer : pointers) {
    const Value value = from.at(pointer);
    const auto found =
        value.number().has_value() ? level_from_number(*value.number()) : alert::level_from(one_line(value.text()));
    if (found != alert::Level::unknown) {
      return found;
    }
  }
  return alert::Level::unknown;
}

std::string tag(const Value& event, std::string_view name) {
  const Value tags = event.at("/tags");
  for (const Value& entry : tags.items()) {
    if (std::string value = one_tag(entry, name); !value.empty()) {
      return value;
    }
  }
  for (const auto& [key, value] : tags.fields()) {
    if (is_named(key, name)) {
      return id(value, {""});
    }
  }
  return {};
}

std::string type_and_value(const Value& metadata) {
  std::string type = line(metadata, {"/type"});
  const std::string whole = lines(metadata, {"/value"});
  std::string value = one_line(whole.substr(0, whole.find('\n')));
  if (type.empty() || value.empty()) {
    return type.empty() ? value : type;
  }
  return type + ": " + value;
}

std::string organization(const Input& input, const Value& from, Pointers urls) {
  for (const std::string_view url : urls) {
    if (std::string found = place_in(from.at(url).text()).organization; !found.empty()) {
      return found;
    }
  }
  std::string installed = line(input.root, {"/installation/organization/slug"});
  return installed.empty() ? input.source.organization : installed;
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string short_commit(std::string_view name) { return std::string(utf8::cut_characters(name, 12)); }

std::string person(const Input& input) {
  const bool sentry_itself = input.root.at("/actor/id").text() == "sentry";
  return sentry_itself ? std::string{} : line(input.root, {"/actor/name"});
}

Parsed start(const Input& input, alert::Kind kind, std::string_view resource) {
  Parsed parsed{.alert = {}, .dedup = {}, .understood = true, .is_json = input.root.is_object()};
  parsed.alert.source = input.source.name;
  parsed.alert.kind = kind;
  parsed.alert.resource = resource;
  parsed.alert.action = line(input.root, {"/action"});
  return parsed;
}

void add_fact(alert::Alert& alert, alert::FactName name, std::string value) {
  if (!value.empty()) {
    alert.facts.push_back({name, std::move(value)});
  }
}

void add_rule(alert::Alert& alert, std::string rule) {
  if (!rule.empty() && std::find(alert.rules.begin(), alert.rules.end(), rule) == alert.rules.end()) {
    alert.rules.push_back(std::move(rule));
  }
}

}  // namespace relay::sentry
