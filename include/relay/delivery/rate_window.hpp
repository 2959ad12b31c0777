// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>

#include "relay/base/time.hpp"

namespace relay::delivery {

// The exact log of the last N sends of one robot. A send may start only when the N-th last one was answered at
// least `span` ago: old arrivals are no later than their answer, new ones no earlier than their start, so the other
// side never sees more than N in a minute, whatever the network did between (promise P4).
// A token bucket does not give this: with burst B it lets N + B through.
class RateWindow {
 public:
  // limit: 0 to 20 sends (DingTalk: 20 a minute a robot); span: 60.5 s in production.
  RateWindow(std::size_t limit, Milliseconds span);

  // When the next send may start; `now` when it may at once.
  [[nodiscard]] BootTime next_start(BootTime now) const;
  // How many sends may start at `now`, one after the other.
  [[nodiscard]] std::size_t free(BootTime now) const;

  // A request leaves. Exactly one end() follows before the next begin().
  void begin(BootTime now);
  // It was answered, or it failed; an unanswered attempt holds its place from its failure on.
  void end(BootTime now);
  // It certainly never left this machine: it does not count.
  void cancel();
  // A send of an earlier run, in any order; `ended` is its answer, or now when nobody knows.
  void restore(BootTime ended);

 private:
  std::size_t limit_;
  Milliseconds span_;
  std::deque<BootTime> ended_;  // oldest first, at most limit_
  bool open_{false};
};

}  // namespace relay::delivery
