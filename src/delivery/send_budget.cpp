// SPDX-License-Identifier: MIT
#include "relay/delivery/send_budget.hpp"

#include <algorithm>
#include <utility>

namespace relay::delivery {
namespace {

constexpr Milliseconds kMinute = std::chrono::minutes{1};

}  // namespace

SlotCounts slots_of(unsigned max_per_minute) {
  constexpr unsigned kDigestShare = 6;
  const std::size_t digests = std::max(1U, max_per_minute / kDigestShare);
  return {max_per_minute - digests, digests};
}

SendBudget::SendBudget(unsigned max_per_minute, Milliseconds span)
    : counts_(slots_of(max_per_minute)),
      singles_(counts_.singles, span),
      digests_(counts_.digests, span),
      pace_(std::min(span, kMinute) / static_cast<Milliseconds::rep>(counts_.digests)) {}

BootTime SendBudget::next_start(Slot slot, BootTime now) const {
  switch (slot) {
    case Slot::single:
      return counts_.singles == 0 ? BootTime::max() : singles_.next_start(now);
    case Slot::digest:
      return std::max(next_resend(now), digest_pace_free_);
  }
  return BootTime::max();
}

BootTime SendBudget::next_resend(BootTime now) const { return digests_.next_start(now); }

std::size_t SendBudget::free_singles(BootTime now) const { return singles_.free(now); }

void SendBudget::begin(Slot slot, BootTime now) {
  open_ = slot;
  window(slot).begin(now);
  pace_before_ = digest_pace_free_;
  if (slot == Slot::digest) {
    digest_pace_free_ = now + pace_;
  }
}

void SendBudget::end(BootTime now) { window(open_).end(now); }

void SendBudget::cancel() {
  window(open_).cancel();
  digest_pace_free_ = std::exchange(pace_before_, std::nullopt).value_or(digest_pace_free_);
}

void SendBudget::restore(Slot slot, BootTime ended) {
  window(slot).restore(ended);
  if (slot == Slot::digest) {
    digest_pace_free_ = std::max(digest_pace_free_, ended + pace_);
  }
}

}  // namespace relay::delivery
