// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "relay/base/time.hpp"

namespace relay::sim {

// True time, since the simulation began. No clock of the machine need agree with it.
using Instant = Milliseconds;

// What will happen in the world, whether the relay runs or not. Events of one instant happen in the order in which they
// were planned.
class Timeline {
 public:
  using Event = std::function<void()>;

  [[nodiscard]] Instant now() const { return now_; }
  void at(Instant when, Event event) { events_.emplace(when < now_ ? now_ : when, std::move(event)); }
  void in(Milliseconds delay, Event event) { at(now_ + delay, std::move(event)); }

  [[nodiscard]] std::optional<Instant> next() const {
    return events_.empty() ? std::nullopt : std::optional(events_.begin()->first);
  }
  void advance_to(Instant when) { now_ = when < now_ ? now_ : when; }
  // The first event, if it is due. False: none was.
  bool run_one() {
    if (events_.empty() || events_.begin()->first > now_) {
      return false;
    }
    auto node = events_.extract(events_.begin());
    node.mapped()();
    return true;
  }

 private:
  Instant now_{0};
  std::multimap<Instant, Event> events_;
};

}  // namespace relay::sim
