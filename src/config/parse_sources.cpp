// SPDX-License-Identifier: MIT
#include "config/parse_sections.hpp"
#include "config/read_secret.hpp"
#include "config/source_fields.hpp"
#include "config/unique_names.hpp"
#include "config/values.hpp"

namespace relay::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

std::vector<Secret> parse_client_secrets(const Section& section, const Surroundings& surroundings, Report& report) {
  const Node* list = section.find("client_secrets");
  const Origin origin = section.origin_of("client_secrets");
  std::vector<Secret> out;
  if (list != nullptr && list->type != NodeType::list) {
    report.problem(origin,
                   "a list of secrets is expected: each a string, {file: path}, {env: NAME} or {credential: NAME}");
    return out;
  }
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    const Node& item = list->items[i];
    const Origin place{.where = Where::file, .place = item.place, .path = origin.path + "[" + std::to_string(i) + "]"};
    if (const auto text = read_secret(item, place, surroundings, report)) {
      if (auto secret = parse_client_secret(*text, report)) {
        out.push_back(std::move(*secret));
      }
    }
  }
  return out;
}

SourceDraft parse_source(const Section& section, const Surroundings& surroundings, Report& report) {
  SourceDraft draft;
  draft.origin = section.origin();
  sentry::Source& source = draft.source;
  if (section.find("name") == nullptr) {
    report.problem(section.origin_of("name"), "is missing");
  }
  section.read("name", source.name, parse_name);
  source.client_secrets = parse_client_secrets(section, surroundings, report);
  if (const auto text = read_secret(section, "url_token", surroundings, report)) {
    source.url_token = parse_url_token(*text, report).value_or(Secret{});
  }
  section.read("base_url", source.base_url, parse_base_url);
  section.read("organization", source.organization, parse_organization);
  section.read("allow_unauthenticated", source.allow_unauthenticated, parse_switch);
  section.read("silence_alarm", draft.silence_alarm, DurationBetween{.least = seconds{0}, .most = hours{24 * 30}});
  const Node* secrets = section.find("client_secrets");
  const bool has_secrets = secrets != nullptr && (secrets->type != NodeType::list || !secrets->items.empty());
  draft.has_proof = has_secrets || section.find("url_token") != nullptr;
  return draft;
}

}  // namespace

void parse_sources(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report) {
  const Node* list = top.find("sources");
  draft.sources_origin = top.origin_of("sources");
  draft.has_sources = list != nullptr && (list->type != NodeType::list || !list->items.empty());
  std::vector<Text> names;
  for (const Item& item : items_of(list, draft.sources_origin, report)) {
    const Section section(item.node, item.origin, kSourceKeys, report);
    draft.sources.push_back(parse_source(section, surroundings, report));
    names.push_back({.value = draft.sources.back().source.name, .origin = section.origin_of("name")});
  }
  check_unique(names, report);
}

}  // namespace relay::config
