// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "relay/base/time.hpp"
#include "relay/delivery/verdict.hpp"

namespace relay::delivery {

// Why a robot sends nothing just now.
enum class GateState {
  open,         // nothing in the way
  backing_off,  // a few transport failures: jittered waits
  unreachable,  // five in a row: one probe at a time
  refusing,     // the robot refuses everything: one probe at a time, alerts stay pending
  blocked,      // rate limit: nothing leaves before the end of the block
};

[[nodiscard]] std::string_view to_string(GateState state);

// The breaker of one robot: events in, "not before" out. No I/O, no clock, no random source.
class RobotGate {
 public:
  [[nodiscard]] GateState state() const { return state_; }
  [[nodiscard]] Reason reason() const { return reason_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }
  // Open since an answer said so, not just because nothing is known yet.
  [[nodiscard]] bool is_proven() const { return proven_; }
  // No request starts before this; may lie in the past.
  [[nodiscard]] BootTime not_before() const { return not_before_; }
  // Since when the robot has not been open; meaningless while it is.
  [[nodiscard]] BootTime since() const { return since_; }

  // One attempt ended. `jitter` in [0, 1).
  void on_verdict(const Verdict& verdict, BootTime now, double jitter);
  // A block that was stored, or that another robot of the same address ran into. Never shortens a wait.
  void block_until(BootTime until, Reason reason, BootTime now);

 private:
  void open(BootTime now);
  // Never ends or shortens a block: what was under way when it began may still be answered.
  void close(GateState state, const Verdict& verdict, BootTime now, Milliseconds wait);
  void on_silence(const Verdict& verdict, BootTime now);
  // The waits of a new trouble begin anew.
  [[nodiscard]] Milliseconds next_probe(GateState state);

  GateState state_{GateState::open};
  bool proven_{false};
  Reason reason_{Reason::none};
  std::string detail_;
  BootTime not_before_{};
  BootTime since_{};
  unsigned failures_{0};  // attempts without an answer, in a row
  unsigned probes_{0};    // failed probes in a row
};

}  // namespace relay::delivery
