// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <string_view>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using Counts = std::map<std::string, std::int64_t>;  // by issue

std::int64_t number_behind(std::string_view text, std::string_view mark, std::int64_t otherwise) {
  const std::size_t found = text.find(mark);
  if (found != std::string_view::npos) {
    std::from_chars(text.data() + found + mark.size(), text.data() + text.size(), otherwise);
  }
  return otherwise;
}

// "Boom Qi5z Qa17z", "Comment created on issue 5"
std::int64_t issue_in(std::string_view line) {
  return number_behind(line, "Qi", number_behind(line, " on issue ", -1));
}

// "- **error** 🆕 [Boom Qi5z Qa17z](https…) ×3" -> 5: 3
Counts lines_of(std::string_view body) {
  constexpr std::string_view kBreak = R"(\n)";
  Counts counts;
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find(kBreak));
    if (const std::int64_t issue = issue_in(line); line.starts_with("- ") && issue >= 0) {
      counts["main/" + std::to_string(issue)] += number_behind(line, " ×", 1);
    }
    body.remove_prefix(line.size());
    body.remove_prefix(body.empty() ? 0 : kBreak.size());
  }
  return counts;
}

// "📦 12 alerts in one message"
std::int64_t total_of(std::string_view body) { return number_behind(body, "📦 ", -1); }

bool ended_unknown(const Case& all, std::int64_t digest) {
  return std::any_of(all.view.digests.begin(), all.view.digests.end(),
                     [&](const SpoolView::Digest& row) { return row.id == digest && row.state == "unknown"; });
}

std::string words(const Counts& counts) {
  std::string text;
  for (const auto& [issue, count] : counts) {
    text += " " + issue + "×" + std::to_string(count);
  }
  return text;
}

}  // namespace

void judge_digests(Case& all) {
  std::map<std::int64_t, Counts> members;
  std::map<std::int64_t, std::int64_t> totals;
  for (const Affair& affair : all.affairs) {
    if (affair.delivery->digest.has_value()) {
      ++members[*affair.delivery->digest][affair.alert->issue];
      ++totals[*affair.delivery->digest];
    }
  }
  for (const auto& [digest, sends] : all.digest_sends) {
    for (const std::size_t send : sends) {
      const Attempt& attempt = all.record.attempts[send];
      const bool lost_members = ended_unknown(all, digest) && all.view.counters.at("expired") > 0;
      if (!attempt.displayed.has_value() || lost_members) {
        continue;
      }
      const std::string name = "digest " + std::to_string(digest) + " (send #" + std::to_string(send) + ")";
      if (total_of(attempt.body) != totals[digest]) {
        all.violation("P2", name + " speaks of " + std::to_string(total_of(attempt.body)) + " alerts and has " +
                                std::to_string(totals[digest]));
      }
      const Counts lines = lines_of(attempt.body);
      constexpr std::size_t kLines = 40;
      const bool in_full = !lines.empty() && members[digest].size() <= kLines;
      if (in_full && lines != members[digest]) {
        all.violation("P2", name + " counts" + words(lines) + " and has" + words(members[digest]));
      }
    }
  }
}

}  // namespace relay::sim
