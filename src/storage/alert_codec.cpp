// SPDX-License-Identifier: MIT
#include "storage/alert_codec.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "relay/base/utf8.hpp"

namespace relay::storage {
namespace {

using alert::Alert;
using nlohmann::json;

struct TextMember {
  const char* key;
  std::string Alert::*member;
};

constexpr std::array<TextMember, 14> kTexts{{
    {"s", &Alert::source},
    {"r", &Alert::resource},
    {"a", &Alert::action},
    {"p", &Alert::project},
    {"ps", &Alert::project_slug},
    {"o", &Alert::organization},
    {"e", &Alert::environment},
    {"t", &Alert::title},
    {"m", &Alert::message},
    {"w", &Alert::location},
    {"u", &Alert::link},
    {"ei", &Alert::event_id},
    {"ii", &Alert::issue_id},
    {"si", &Alert::short_id},
}};
constexpr const char* kKind = "k";
constexpr const char* kLevel = "l";
constexpr const char* kOccurred = "at";  // Unix milliseconds
constexpr const char* kMessageCut = "mc";
constexpr const char* kRules = "ru";
constexpr const char* kFacts = "f";  // [name, value] each

// null when it is missing.
const json& member(const json& object, const char* key) {
  static const json kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : std::string{}; }

constexpr std::array<bool, 256> escaped_characters() {
  std::array<bool, 256> escaped{};
  std::fill_n(escaped.begin(), 0x20, true);
  escaped.at('"') = escaped.at('\\') = true;
  return escaped;
}

// Every accepted alert goes through here: without a tree in between it costs a fifth.
class Writer {
 public:
  Writer() {
    constexpr std::size_t kUsual = 1024;
    text_.reserve(kUsual);
  }

  void member(const char* key) {
    text_ += text_.empty() ? "{\"" : ",\"";
    text_.append(key).append("\":");
  }
  void raw(std::string_view token) { text_ += token; }
  void string(std::string_view value) {
    if (is_as_it_stands(value)) {
      text_.append("\"").append(value).append("\"");
    } else {
      text_ += json(value).dump(-1, ' ', false, json::error_handler_t::replace);
    }
  }
  std::string finish() && { return std::move(text_) + "}"; }

 private:
  static bool is_as_it_stands(std::string_view value) {
    static constexpr std::array kEscaped = escaped_characters();
    return std::none_of(value.begin(), value.end(), [](char c) { return kEscaped[static_cast<unsigned char>(c)]; }) &&
           utf8::is_valid(value);
  }

  std::string text_;
};

void write_rules(Writer& out, const Alert& alert) {
  out.member(kRules);
  std::string_view separator = "[";
  for (const std::string& rule : alert.rules) {
    out.raw(separator);
    out.string(rule);
    separator = ",";
  }
  out.raw("]");
}

void write_facts(Writer& out, const Alert& alert) {
  out.member(kFacts);
  std::string_view separator = "[[";
  for (const alert::Fact& fact : alert.facts) {
    out.raw(separator);
    out.string(alert::to_string(fact.name));
    out.raw(",");
    out.string(fact.value);
    separator = "],[";
  }
  out.raw("]]");
}

// A fact of a later version has a name that is not known here; it is left out.
std::vector<alert::Fact> read_facts(const json& facts) {
  std::vector<alert::Fact> found;
  for (const json& fact : facts) {
    if (!fact.is_array() || fact.size() != 2) {
      continue;
    }
    if (const auto name = alert::fact_name_from(text_of(fact[0]))) {
      found.push_back({*name, text_of(fact[1])});
    }
  }
  return found;
}

std::vector<std::string> read_rules(const json& rules) {
  std::vector<std::string> found;
  for (const json& rule : rules) {
    found.push_back(text_of(rule));
  }
  return found;
}

}  // namespace

std::string encode_alert(const Alert& alert) {
  Writer out;
  out.member(kKind);
  out.string(alert::to_string(alert.kind));
  out.member(kLevel);
  out.string(alert::to_string(alert.level));
  for (const TextMember& text : kTexts) {
    if (!(alert.*text.member).empty()) {
      out.member(text.key);
      out.string(alert.*text.member);
    }
  }
  if (alert.message_cut) {
    out.member(kMessageCut);
    out.raw("true");
  }
  if (!alert.rules.empty()) {
    write_rules(out, alert);
  }
  if (!alert.facts.empty()) {
    write_facts(out, alert);
  }
  if (alert.occurred_at) {
    out.member(kOccurred);
    out.raw(std::to_string(alert.occurred_at->time_since_epoch().count()));
  }
  return std::move(out).finish();
}

Result<Alert> decode_alert(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) {
    return fail(ErrorKind::malformed, "a stored alert is no JSON object");
  }
  Alert alert;
  for (const TextMember& one : kTexts) {
    alert.*one.member = text_of(member(object, one.key));
  }
  alert.kind = alert::kind_from(text_of(member(object, kKind))).value_or(alert::Kind::unrecognised);
  alert.level = alert::level_from(text_of(member(object, kLevel)));
  alert.message_cut = member(object, kMessageCut) == json(true);
  if (const json& rules = member(object, kRules); rules.is_array()) {
    alert.rules = read_rules(rules);
  }
  if (const json& facts = member(object, kFacts); facts.is_array()) {
    alert.facts = read_facts(facts);
  }
  if (const json& occurred = member(object, kOccurred); occurred.is_number_integer()) {
    alert.occurred_at = WallTime{Milliseconds{occurred.get<std::int64_t>()}};
  }
  return alert;
}

}  // namespace relay::storage
