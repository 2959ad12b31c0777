// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <optional>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

// From the choice of the next message to its start: one transaction, on a slow disk.
constexpr Milliseconds kSlack = 5s;

// 1 fatal, 2 first of its issue, 3 any other: within one rank the oldest goes first.
int rank_of(const Affair& affair) {
  if (affair.alert->level == "fatal") {
    return 1;
  }
  return affair.alert->is_first ? 2 : 3;
}

std::optional<Instant> first_start(const Case& all, const std::vector<std::size_t>& sends) {
  return sends.empty() ? std::nullopt : std::optional(all.record.attempts[sends.front()].started);
}

bool begins_tagged(const Case& all, const std::vector<std::size_t>& sends) {
  return !sends.empty() && all.record.attempts[sends.front()].is_tagged;
}

// It waits bound to a message that may have been shown.
bool rides_in_doubt(const Case& all, const Affair& affair) {
  if (!affair.leader.has_value()) {
    return false;
  }
  const auto& sends = all.affairs[*affair.leader].singles;
  return std::any_of(sends.begin(), sends.end(),
                     [&](std::size_t send) { return all.record.attempts[send].is_tagged || is_doubtful(all, send); });
}

// When it was first sent, alone, in the digest that it ended in or on another's message.
std::optional<Instant> left_at(const Case& all, const Affair& affair) {
  std::optional<Instant> left = first_start(all, affair.singles);
  for (const auto& sends : {affair.digests, carriers_of(all, affair)}) {
    const auto other = first_start(all, sends);
    left = left.has_value() && other.has_value() ? std::min(*left, *other) : left.has_value() ? left : other;
  }
  return left;
}

struct Mover {
  const Affair* affair;
  std::optional<Instant> accepted;
  std::optional<Instant> left;
  bool alone_first;  // its first send was its own message
};

// Whether it may have been held at that time, because of an earlier message about its issue.
bool may_be_held(const Case& all, const Affair& affair, Instant at) {
  return all.record.robots[affair.robot].repeat_interval > Milliseconds{0} && !affair.incoming->comment &&
         std::any_of(all.affairs.begin(), all.affairs.end(), [&](const Affair& other) {
           const auto first = first_start(all, other.singles);
           return other.robot == affair.robot && other.alert->issue == affair.alert->issue && first.has_value() &&
                  *first <= at;
         });
}

// When digests were first sent that were made anew later: nobody knows which members they held back.
std::vector<Instant> dissolved(const Case& all, std::size_t robot) {
  std::vector<Instant> starts;
  for (const auto& [digest, sends] : all.digest_sends) {
    const bool has_row = std::any_of(all.view.digests.begin(), all.view.digests.end(),
                                     [id = digest](const SpoolView::Digest& row) { return row.id == id; });
    if (!has_row && !sends.empty() && all.record.attempts[sends.front()].robot == robot) {
      starts.push_back(all.record.attempts[sends.front()].started);
    }
  }
  return starts;
}

void judge_singles(Case& all, const std::vector<Mover>& movers, const std::vector<Instant>& dissolved) {
  for (const Mover& sent : movers) {
    if (!sent.alone_first || sent.affair->is_copy()) {
      continue;
    }
    for (const Mover& other : movers) {
      const bool better = std::pair(rank_of(*other.affair), other.affair->delivery->id) <
                          std::pair(rank_of(*sent.affair), sent.affair->delivery->id);
      const bool waited = other.accepted.has_value() && *other.accepted + kSlack < *sent.left &&
                          other.affair->delivery->state != "expired" &&
                          (!other.left.has_value() || *other.left > *sent.left);
      const bool held = other.accepted.has_value() &&
                        std::any_of(dissolved.begin(), dissolved.end(),
                                    [&](Instant begun) { return begun >= *other.accepted && begun <= *sent.left; });
      if (better && waited && !held && !may_be_held(all, *other.affair, *sent.left)) {
        all.violation("P7", name_of(*sent.affair) + " went before " + name_of(*other.affair) + " at " +
                                sent.affair->delivery->robot);
        return;
      }
    }
  }
}

// A digest takes everything up to its cut that has not been tried alone.
void judge_cuts(Case& all, const std::vector<Mover>& movers, const std::string& robot) {
  for (const SpoolView::Digest& digest : all.view.digests) {
    const auto sends = all.digest_sends.find(digest.id);
    if (digest.robot != robot || sends == all.digest_sends.end() || sends->second.empty()) {
      continue;
    }
    const Instant begun = all.record.attempts[sends->second.front()].started;
    for (const Mover& mover : movers) {
      const SpoolView::Delivery& delivery = *mover.affair->delivery;
      const bool stays_behind =
          delivery.id <= digest.last && delivery.digest != digest.id && mover.left.has_value() && *mover.left > begun;
      if (stays_behind) {
        all.violation("P7", "digest " + std::to_string(digest.id) + " overtook " + name_of(*mover.affair));
        return;
      }
    }
  }
}

}  // namespace

void judge_order(Case& all) {
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    std::vector<Mover> movers;
    for (const Affair& affair : all.affairs) {
      if (affair.robot == robot && !affair.is_suppressed()) {
        const auto left = left_at(all, affair);
        const auto alone = first_start(all, affair.singles);
        const bool known = affair.alert->id == affair.incoming->id && !affair.is_copy();
        // An attempt at it was on disk when the relay ended: then it goes alone and first, or in the digest of then.
        if (begins_tagged(all, affair.singles) || begins_tagged(all, affair.digests) || rides_in_doubt(all, affair)) {
          continue;
        }
        movers.push_back({&affair, known ? affair.incoming->acknowledged : std::nullopt, left,
                          left.has_value() && alone.has_value() && *alone == *left});
      }
    }
    judge_singles(all, movers, dissolved(all, robot));
    judge_cuts(all, movers, all.record.robots[robot].name);
  }
}

}  // namespace relay::sim
