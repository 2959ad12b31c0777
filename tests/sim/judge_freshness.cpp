// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kPromise = 90s;
// A message about the issue may be under way when an event comes, which then waits from its end on.
constexpr Milliseconds kUnderWay = 10s;
constexpr unsigned kLeastPace = 6;  // robots that may send less often are exempt

std::optional<Instant> visible_at(const Case& all, const Affair& affair) {
  std::optional<Instant> first;
  for (const auto& sends : {affair.singles, affair.digests, carriers_of(all, affair)}) {
    for (const std::size_t send : sends) {
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

// From when on it waits; empty: nobody knows.
std::optional<Instant> waits_since(const Case& all, const Affair& affair) {
  const bool known = affair.incoming->acknowledged.has_value() && affair.alert->id == affair.incoming->id;
  if (!known || affair.is_suppressed()) {
    return std::nullopt;
  }
  return affair.is_copy() ? copied_by(all, affair) : affair.incoming->acknowledged;
}

Milliseconds promise_of(const Case& all, const Affair& affair) {
  const Milliseconds interval = all.record.robots[affair.robot].repeat_interval;
  const bool may_be_held = interval > 0ms && !affair.incoming->comment && !affair.is_copy();
  return may_be_held ? kPromise + interval + kUnderWay : kPromise;
}

void judge_one(Case& all, const Affair& affair, Instant since) {
  const auto visible = visible_at(all, affair);
  const bool seen = visible.has_value();
  if (!seen && affair.delivery->state != "shown" && affair.delivery->state != "digested") {
    return;
  }
  const Milliseconds promise = promise_of(all, affair);
  const Instant limit = deadline(all, affair.robot, since, promise);
  if (limit == since + kPromise && seen) {
    all.record.worst_age = std::max(all.record.worst_age, *visible - since);
  }
  if (!seen || *visible > limit) {
    all.violation("P6", name_of(affair) + " was accepted at " + std::to_string(since.count()) + " ms and visible at " +
                            (seen ? std::to_string(visible->count()) + " ms" : "no time") + ", due at " +
                            std::to_string(limit.count()) + " ms");
  }
}

}  // namespace

void judge_freshness(Case& all) {
  for (const Affair& affair : all.affairs) {
    if (affair.incoming->acknowledged && affair.alert->id == affair.incoming->id) {
      judge_age(all, affair);
    }
    const auto since = waits_since(all, affair);
    if (since.has_value() && all.record.robots[affair.robot].least_per_minute >= kLeastPace) {
      judge_one(all, affair, *since);
    }
  }
}

}  // namespace relay::sim
