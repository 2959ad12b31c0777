// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include "relay/base/time.hpp"
#include "relay/delivery/rate_window.hpp"

namespace relay::delivery {

// Which of a robot's two windows a send counts in.
enum class Slot { single, digest };

// How many sends of `max_per_minute` each window has: one sixth, at least one, for digests, the rest for singles.
struct SlotCounts {
  std::size_t singles;
  std::size_t digests;
};
[[nodiscard]] SlotCounts slots_of(unsigned max_per_minute);

// When one robot may send, and what (rulings, "Rate, freshness, order"): two exact windows that add up to
// `max_per_minute`, so that a burst of singles never spends what digests need, and a pace of digests, so that the next
// one is never more than 60/d s away.
class SendBudget {
 public:
  // max_per_minute: 1 to 20. With 1 there are no singles: a lone alert takes the digest's slot.
  SendBudget(unsigned max_per_minute, Milliseconds span);

  // When the next send of this kind may start; `now` when it may at once; BootTime::max() when never.
  [[nodiscard]] BootTime next_start(Slot slot, BootTime now) const;
  // The same for a digest that is sent once more: its window counts, its pace does not.
  [[nodiscard]] BootTime next_resend(BootTime now) const;
  // How many singles may start at `now`.
  [[nodiscard]] std::size_t free_singles(BootTime now) const;

  // A request leaves. Exactly one end() or cancel() follows before the next begin().
  void begin(Slot slot, BootTime now);
  void end(BootTime now);
  // It certainly never left this machine: it does not count.
  void cancel();
  // A send of an earlier run, in any order; `ended` is its answer, or now when nobody knows.
  void restore(Slot slot, BootTime ended);

 private:
  [[nodiscard]] RateWindow& window(Slot slot) { return slot == Slot::single ? singles_ : digests_; }

  SlotCounts counts_;
  RateWindow singles_;
  RateWindow digests_;
  Milliseconds pace_;
  BootTime digest_pace_free_{};            // when the pace lets the next digest go
  std::optional<BootTime> pace_before_{};  // of the send under way, for cancel()
  Slot open_{Slot::single};
};

}  // namespace relay::delivery
