// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "config/from_environment.hpp"
#include "config/section.hpp"
#include "config/source_fields.hpp"

namespace relay::config {
namespace {

constexpr const char* kSecrets = "SENTRY_CLIENT_SECRET";
constexpr const char* kUrlToken = "SENTRY_URL_TOKEN";
constexpr const char* kBaseUrl = "SENTRY_BASE_URL";
constexpr const char* kOrganization = "SENTRY_ORGANIZATION";
constexpr std::array kAll{kSecrets, kUrlToken, kBaseUrl, kOrganization};
constexpr const char* kName = "main";

std::vector<Origin> variables_set(const Environment& environment) {
  std::vector<Origin> out;
  for (const char* name : kAll) {
    if (auto origin = environment.find(name)) {
      out.push_back(std::move(*origin));
    }
  }
  return out;
}

// The source that the variables are for: a new one, or the file's own when it has no proof; null when the file leaves
// nothing empty.
SourceDraft* find_or_add_main(Draft& draft, const Origin& origin) {
  if (draft.sources.empty()) {
    draft.sources.push_back({.source = {}, .origin = origin, .has_proof = false});
    draft.sources.back().source.name = kName;
  }
  const auto found = std::find_if(draft.sources.begin(), draft.sources.end(), [](const SourceDraft& entry) {
    return entry.source.name == kName && !entry.has_proof;
  });
  return found == draft.sources.end() ? nullptr : &*found;
}

// Two secrets of a rotation stand with a comma or a line end between them. Only a single one keeps its white space.
std::vector<Secret> client_secrets(const Text& text, Report& report) {
  constexpr std::string_view kSeparators = ",\n";
  std::vector<Secret> out;
  const bool several = text.value.find_first_of(kSeparators) != std::string::npos;
  for (std::size_t start = 0; start <= text.value.size();) {
    const std::size_t end = std::min(text.value.find_first_of(kSeparators, start), text.value.size());
    const Text part{.value = text.value.substr(start, end - start), .origin = text.origin};
    const auto entry = several ? single_line(part, report) : part;
    const bool is_gap = several && entry.has_value() && entry->value.empty();
    if (entry.has_value() && !is_gap) {
      if (auto secret = parse_client_secret(*entry, report)) {
        out.push_back(std::move(*secret));
      }
    }
    start = end + 1;
  }
  return out;
}

template <class Parse>
void fill_text(std::string& setting, const char* name, const Environment& environment, Report& report,
               const Parse& parse) {
  const auto text = environment.get_or_file(name);
  const auto line = text.has_value() ? single_line(*text, report) : std::nullopt;
  if (line.has_value() && setting.empty()) {
    assign(*line, report, setting, parse);
  }
}

void fill(SourceDraft& draft, const Environment& environment, Report& report) {
  sentry::Source& source = draft.source;
  draft.has_proof = environment.find(kSecrets).has_value() || environment.find(kUrlToken).has_value();
  if (const auto text = environment.get_secret_or_file(kSecrets)) {
    source.client_secrets = client_secrets(*text, report);
  }
  if (const auto text = environment.get_secret_or_file(kUrlToken)) {
    source.url_token = parse_url_token(*text, report).value_or(Secret{});
  }
  fill_text(source.base_url, kBaseUrl, environment, report, parse_base_url);
  fill_text(source.organization, kOrganization, environment, report, parse_organization);
}

}  // namespace

void fill_sources(Draft& draft, const Environment& environment, Report& report) {
  const std::vector<Origin> set = variables_set(environment);
  if (set.empty()) {
    return;
  }
  SourceDraft* main = find_or_add_main(draft, set.front());
  for (const Origin& origin : set) {
    if (main == nullptr && !report.takes_variable(origin.path)) {
      report.warn(origin, "is ignored: the file has sources");
    } else if (main != nullptr && draft.has_file) {
      report.warn(origin, "is used for the source main: the file leaves it empty");
    }
  }
  if (main != nullptr) {
    fill(*main, environment, report);
  }
}

}  // namespace relay::config
