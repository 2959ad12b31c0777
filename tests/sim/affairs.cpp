// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include "sim/judge.hpp"
#include "sim/machine.hpp"

namespace relay::sim {
using namespace std::chrono_literals;

namespace {

// From the answer, or the alert, to the transaction with the copy: an attempt under way may end first.
constexpr Milliseconds kToCopy = 25s;

const Affair* original_of(const Case& all, const Affair& copy) {
  const auto found = std::find_if(all.affairs.begin(), all.affairs.end(), [&](const Affair& affair) {
    return affair.alert == copy.alert && affair.delivery->robot == copy.delivery->copy_of && !affair.is_suppressed();
  });
  return found == all.affairs.end() ? nullptr : &*found;
}

}  // namespace

std::string name_of(const Affair& affair) {
  return "Qa" + std::to_string(affair.alert->number) + "z at " + affair.delivery->robot +
         (affair.is_copy() ? " (a copy)" : "");
}

bool is_doubtful(const Case& all, std::size_t send) {
  const Attempt& attempt = all.record.attempts[send];
  const Life& life = all.record.lives.at(static_cast<std::size_t>(attempt.life));
  const bool forgotten = all.last_of_life[send] && life.ended.has_value() && life.death != Death::stop;
  return attempt.ending == Ending::open || attempt.ending == Ending::unknown || forgotten;
}

bool was_displayed(const Case& all, const std::vector<std::size_t>& sends) {
  return std::any_of(sends.begin(), sends.end(),
                     [&](std::size_t send) { return all.record.attempts[send].displayed.has_value(); });
}

std::vector<std::size_t> carriers_of(const Case& all, const Affair& affair) {
  if (!affair.leader.has_value() || all.affairs[*affair.leader].singles.empty()) {
    return {};
  }
  return {all.affairs[*affair.leader].singles.back()};
}

std::optional<Instant> waited_until(const Case& all, const Affair& affair) {
  const auto ended = affair.delivery->ended;
  if (affair.delivery->state == "expired") {
    return ended.has_value() ? true_time(all, *ended) : std::nullopt;
  }
  std::optional<Instant> last;
  for (const auto& sends : {affair.singles, affair.digests, carriers_of(all, affair)}) {
    for (const std::size_t send : sends) {
      const Attempt& attempt = all.record.attempts[send];
      last = std::max(last.value_or(Instant{0}), attempt.ended.value_or(attempt.started));
    }
  }
  return last;
}

std::optional<Instant> copy_due(const Case& all, const Affair& original, std::size_t fallback) {
  const auto until = waited_until(all, original);
  const bool known = original.incoming->acknowledged.has_value() && original.alert->id == original.incoming->id;
  if (!known || original.is_suppressed() || original.is_copy() || !until.has_value()) {
    return std::nullopt;
  }
  for (const Refusal& refusal : all.refusals[original.robot]) {
    const Instant due = std::max(*original.incoming->acknowledged, refusal.from) + kToCopy;
    if (due < std::min(*until, refusal.surely) && !all.record.lives[refusal.life].absent[fallback]) {
      return due;
    }
  }
  return std::nullopt;
}

std::optional<Instant> copied_by(const Case& all, const Affair& copy) {
  const Affair* original = original_of(all, copy);
  return original == nullptr ? std::nullopt : copy_due(all, *original, copy.robot);
}

std::optional<Instant> true_time(const Case& all, std::int64_t wall) {
  return all.record.wall_jumps > 0ms ? std::nullopt : std::optional<Instant>(WallTime{Milliseconds{wall}} - kBeginning);
}

Instant deadline(const Case& all, std::size_t robot, Instant since, Milliseconds promise) {
  std::vector<Disturbance> disturbances = all.record.disturbances[robot];
  std::sort(disturbances.begin(), disturbances.end(),
            [](const Disturbance& a, const Disturbance& b) { return a.from < b.from; });
  Instant limit = since + promise;
  for (const Disturbance& trouble : disturbances) {
    if (trouble.from <= limit && trouble.to > since) {
      limit = std::max(limit, trouble.to + promise);
    }
  }
  return limit;
}

}  // namespace relay::sim
