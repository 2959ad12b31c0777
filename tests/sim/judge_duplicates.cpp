// SPDX-License-Identifier: MIT
#include <algorithm>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using Sends = std::vector<std::size_t>;

// An attempt that was on disk when the relay ended counts, though nothing had left yet.
bool ended_before(const Case& all, Instant accepted, Instant send) {
  return std::any_of(all.record.lives.begin(), all.record.lives.end(), [&](const Life& life) {
    return life.ended.has_value() && *life.ended > accepted && *life.ended < send;
  });
}

void judge_sends(Case& all, const std::string& name, const Sends& sends, Instant accepted) {
  std::ptrdiff_t displays = 0;
  bool doubt = false;
  for (std::size_t i = 0; i < sends.size(); ++i) {
    const Attempt& attempt = all.record.attempts[sends[i]];
    const std::string send = name + ", send #" + std::to_string(sends[i]);
    if (i > 0) {
      const Attempt& before = all.record.attempts[sends[i - 1]];
      if (before.displayed.has_value() && !is_doubtful(all, sends[i - 1])) {
        all.violation("P3", send + " repeats what was shown and known to be");
      }
      const bool surely_unknown = before.ending == Ending::open || before.ending == Ending::unknown;
      if (surely_unknown && (!attempt.is_tagged || attempt.uuid != before.uuid)) {
        all.violation("P3", send + " repeats one of unknown outcome without its tag or its msgUuid");
      }
    }
    if (attempt.is_tagged && !doubt && !ended_before(all, accepted, attempt.started)) {
      all.violation("P3", send + " calls itself a repeat, and nothing was unknown");
    }
    doubt = doubt || is_doubtful(all, sends[i]);
    displays += attempt.displayed.has_value() ? 1 : 0;
  }
  if (displays > 2) {
    all.violation("P3", name + " was shown " + std::to_string(displays) + " times");
  }
}

}  // namespace

void judge_duplicates(Case& all) {
  for (const Affair& notice : all.notices) {
    judge_sends(all, "notice " + std::to_string(notice.delivery->id), notice.singles, Instant{0});
  }
  for (const Affair& affair : all.affairs) {
    judge_sends(all, name_of(affair), affair.singles, affair.incoming->posted.front());
    if (was_displayed(all, affair.singles) && was_displayed(all, affair.digests)) {
      all.violation("P3", name_of(affair) + " was shown alone and in a digest");
    }
  }
  for (const auto& [digest, sends] : all.digest_sends) {
    const std::string name = "digest " + std::to_string(digest);
    judge_sends(all, name, sends, Instant{0});
    const bool has_row = std::any_of(all.view.digests.begin(), all.view.digests.end(),
                                     [id = digest](const SpoolView::Digest& row) { return row.id == id; });
    if (!has_row && was_displayed(all, sends)) {
      all.violation("P3", name + " was shown, and its members were sent again");
    }
  }
}

}  // namespace relay::sim
