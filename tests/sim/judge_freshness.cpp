// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kPromise = 90s;
constexpr unsigned kLeastPace = 6;  // robots that may send less often are exempt

// When it must be visible: 90 s after it was accepted, or after the last of what came between.
Instant deadline(std::vector<Disturbance> disturbances, Instant accepted) {
  std::sort(disturbances.begin(), disturbances.end(),
            [](const Disturbance& a, const Disturbance& b) { return a.from < b.from; });
  Instant limit = accepted + kPromise;
  for (const Disturbance& trouble : disturbances) {
    if (trouble.from <= limit && trouble.to > accepted) {
      limit = std::max(limit, trouble.to + kPromise);
    }
  }
  return limit;
}

std::optional<Instant> visible_at(const Case& all, const Affair& affair) {
  std::optional<Instant> first;
  for (const auto* sends : {&affair.singles, &affair.digests}) {
    for (const std::size_t send : *sends) {
      const auto& displayed = all.record.attempts[send].displayed;
      first = displayed.has_value() ? std::min(first.value_or(*displayed), *displayed) : first;
    }
  }
  return first;
}

// What is too old is news to nobody: it expires, and is not sent for the first time any more.
void judge_age(Case& all, const Affair& affair) {
  constexpr Milliseconds kBetweenChecks = 60s;
  constexpr Milliseconds kSlack = 15s;
  const Instant limit =
      *affair.incoming->acknowledged + all.record.max_age + all.record.wall_jumps + kBetweenChecks + kSlack;
  for (const auto* sends : {&affair.singles, &affair.digests}) {
    if (!sends->empty() && all.record.attempts[sends->front()].started > limit) {
      all.violation("P12", "Qa" + std::to_string(affair.alert->number) + "z at " + affair.delivery->robot +
                               " was first sent after its time, by #" + std::to_string(sends->front()));
    }
  }
}

}  // namespace

void judge_freshness(Case& all) {
  for (const Affair& affair : all.affairs) {
    if (affair.incoming->acknowledged && affair.alert->id == affair.incoming->id) {
      judge_age(all, affair);
    }
    const bool exempt = all.record.robots[affair.robot].least_per_minute < kLeastPace ||
                        !affair.incoming->acknowledged || affair.delivery->state == "suppressed" ||
                        affair.alert->id != affair.incoming->id;
    const auto visible = visible_at(all, affair);
    const bool seen = visible.has_value();
    if (exempt || (!seen && affair.delivery->state != "shown" && affair.delivery->state != "digested")) {
      continue;
    }
    const Instant accepted = *affair.incoming->acknowledged;
    const Instant limit = deadline(all.record.disturbances[affair.robot], accepted);
    if (limit == accepted + kPromise && seen) {
      all.record.worst_age = std::max(all.record.worst_age, *visible - accepted);
    }
    if (!seen || *visible > limit) {
      all.violation("P6", "Qa" + std::to_string(affair.alert->number) + "z at " + affair.delivery->robot +
                              " was accepted at " + std::to_string(accepted.count()) + " ms and visible at " +
                              (seen ? std::to_string(visible->count()) + " ms" : "no time") + ", due at " +
                              std::to_string(limit.count()) + " ms");
    }
  }
}

}  // namespace relay::sim
