// SPDX-License-Identifier: MIT
#include "relay/alert/alert.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "relay/base/crypto.hpp"
#include "relay/base/utf8.hpp"

namespace relay::alert {
namespace {

template <class Enum, std::size_t Size>
using Names = std::array<std::pair<Enum, std::string_view>, Size>;

constexpr Names<Level, 8> kLevels{{{Level::unknown, "unknown"},
                                   {Level::ok, "ok"},
                                   {Level::sample, "sample"},
                                   {Level::debug, "debug"},
                                   {Level::info, "info"},
                                   {Level::warning, "warning"},
                                   {Level::error, "error"},
                                   {Level::fatal, "fatal"}}};

constexpr Names<Kind, 10> kKinds{{{Kind::event, "event"},
                                  {Kind::issue, "issue"},
                                  {Kind::metric, "metric"},
                                  {Kind::activity, "activity"},
                                  {Kind::comment, "comment"},
                                  {Kind::installation, "installation"},
                                  {Kind::analysis, "analysis"},
                                  {Kind::build, "build"},
                                  {Kind::notice, "notice"},
                                  {Kind::unrecognised, "unrecognised"}}};

constexpr Names<FactName, 23> kFacts{{{FactName::action, "action"},
                                      {FactName::actor, "actor"},
                                      {FactName::assignee, "assignee"},
                                      {FactName::resolution, "resolution"},
                                      {FactName::release, "release"},
                                      {FactName::value, "value"},
                                      {FactName::threshold, "threshold"},
                                      {FactName::window, "window"},
                                      {FactName::query, "query"},
                                      {FactName::started, "started"},
                                      {FactName::ended, "ended"},
                                      {FactName::count, "count"},
                                      {FactName::users, "users"},
                                      {FactName::priority, "priority"},
                                      {FactName::app, "app"},
                                      {FactName::size, "size"},
                                      {FactName::commit, "commit"},
                                      {FactName::status, "status"},
                                      {FactName::run, "run"},
                                      {FactName::changes, "changes"},
                                      {FactName::resource, "resource"},
                                      {FactName::body_size, "body_size"},
                                      {FactName::body_keys, "body_keys"}}};

template <class Enum, std::size_t Size>
std::string_view name_of(const Names<Enum, Size>& names, Enum wanted) {
  const auto* found =
      std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == wanted; });
  return found == names.end() ? std::string_view{} : found->second;
}

template <class Enum, std::size_t Size>
std::optional<Enum> value_of(const Names<Enum, Size>& names, std::string_view text) {
  const auto* found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == text; });
  return found == names.end() ? std::nullopt : std::optional<Enum>(found->first);
}

bool cut(std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return false;
  }
  text.resize(utf8::cut_bytes(text, bytes).size());
  return true;
}

// Upper bounds of the single fields; together they leave the message at least 1 500 bytes.
bool cut_fields(Alert& alert) {
  bool any = false;
  for (std::string* name : {&alert.source, &alert.resource, &alert.action, &alert.event_id, &alert.issue_id,
                            &alert.short_id, &alert.environment}) {
    any |= cut(*name, 128);
  }
  for (std::string* name : {&alert.project, &alert.project_slug, &alert.organization}) {
    any |= cut(*name, 200);
  }
  any |= cut(alert.title, 1024);
  any |= cut(alert.location, 512);
  // Half a link leads nowhere: too long means none.
  if (alert.link.size() > 1024) {
    alert.link.clear();
    any = true;
  }
  return any;
}

bool cut_lists(Alert& alert) {
  bool any = alert.rules.size() > 8 || alert.facts.size() > 12;
  alert.rules.resize(std::min<std::size_t>(alert.rules.size(), 8));
  alert.facts.resize(std::min<std::size_t>(alert.facts.size(), 12), Fact{FactName::action, {}});
  std::size_t room = 1024;
  for (std::string& rule : alert.rules) {
    any |= cut(rule, std::min<std::size_t>(room, 256));
    room -= rule.size();
  }
  room = 1024;
  for (Fact& fact : alert.facts) {
    any |= cut(fact.value, std::min<std::size_t>(room, 256));
    room -= fact.value.size();
  }
  // Nothing is left of those that came last: better not named than named as nothing.
  any |= std::erase_if(alert.rules, [](const std::string& rule) { return rule.empty(); }) > 0;
  any |= std::erase_if(alert.facts, [](const Fact& fact) { return fact.value.empty(); }) > 0;
  return any;
}

std::size_t size_without_message(const Alert& alert) {
  std::size_t size = alert.source.size() + alert.resource.size() + alert.action.size() + alert.project.size() +
                     alert.project_slug.size() + alert.organization.size() + alert.environment.size() +
                     alert.title.size() + alert.location.size() + alert.link.size() + alert.event_id.size() +
                     alert.issue_id.size() + alert.short_id.size();
  for (const std::string& rule : alert.rules) {
    size += rule.size();
  }
  for (const Fact& fact : alert.facts) {
    size += fact.value.size();
  }
  return size;
}

}  // namespace

std::string_view to_string(Level level) { return name_of(kLevels, level); }

Level level_from(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower == "critical") {
    return Level::fatal;
  }
  if (lower == "warn") {
    return Level::warning;
  }
  return value_of(kLevels, lower).value_or(Level::unknown);
}

std::string_view to_string(Kind kind) { return name_of(kKinds, kind); }
std::optional<Kind> kind_from(std::string_view text) { return value_of(kKinds, text); }

const std::vector<Kind>& source_kinds() {
  static const std::vector<Kind> kAll = [] {
    std::vector<Kind> kinds;
    for (const auto& [kind, name] : kKinds) {
      if (kind != Kind::notice) {
        kinds.push_back(kind);
      }
    }
    return kinds;
  }();
  return kAll;
}

std::string_view to_string(FactName name) { return name_of(kFacts, name); }
std::optional<FactName> fact_name_from(std::string_view text) { return value_of(kFacts, text); }

std::string issue_key(const Alert& alert) {
  constexpr std::size_t kLongestId = 128;
  if (!alert.issue_id.empty() && alert.issue_id.size() <= kLongestId) {
    return alert.source + "/" + alert.issue_id;
  }
  const std::string& project = alert.project_slug.empty() ? alert.project : alert.project_slug;
  std::string material(to_string(alert.kind));
  material.append("\n").append(project).append("\n").append(alert.issue_id).append("\n").append(alert.title);
  return alert.source + "#" + crypto::hex(crypto::sha256(material)).substr(0, 16);
}

bool fit_to_spool(Alert& alert) {
  constexpr std::size_t kBytes = 7000;
  bool any = cut_fields(alert);
  any |= cut_lists(alert);
  const std::size_t others = size_without_message(alert);
  const bool message_cut = cut(alert.message, kBytes > others ? kBytes - others : 0);
  alert.message_cut |= message_cut;
  return any || message_cut;
}

}  // namespace relay::alert
