// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "relay/base/time.hpp"
#include "relay/delivery/clock_correction.hpp"
#include "relay/delivery/delay.hpp"
#include "relay/delivery/planner.hpp"
#include "relay/delivery/retry_policy.hpp"
#include "relay/delivery/robot_gate.hpp"
#include "relay/delivery/send_budget.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/sender.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

// A random number in [0, 1).
using Jitter = std::function<double()>;
// DingTalk refused the whole address: every robot of this endpoint host waits until then.
using BlockHost = std::function<void(const std::string& host, BootTime until)>;

// What came of one request.
struct Sent {
  delivery::Verdict verdict;
  BootTime ended;
  Milliseconds took;
};

// The way to one robot: signs and posts one message at a time, and keeps what follows from each answer for the robot:
// its windows, its breaker, the correction of our clock.
class Courier {
 public:
  // All references outlive it. `window_span`: DispatcherOptions.
  Courier(dingtalk::Robot robot, Milliseconds window_span, ports::Sender& sender, ports::Clock& clock,
          ports::EventSink& events, Jitter jitter, BlockHost block_host);

  // What an earlier run sent and ran into.
  void restore(const ports::RobotLedger& ledger, BootTime now);

  // `body`: JSON. The attempt is in the spool.
  boost::asio::awaitable<Sent> post(delivery::Slot slot, std::string body);

  // Nothing leaves before `until`.
  void block_until(BootTime until);
  [[nodiscard]] BootTime not_before() const { return gate_.not_before(); }
  // The end of a block that DingTalk has put on this robot.
  [[nodiscard]] std::optional<BootTime> blocked_until() const;

  // What the planner may know, with what waits.
  [[nodiscard]] delivery::RobotView view(const delivery::Backlog& backlog, std::optional<BootTime> digest_due,
                                         BootTime now) const;

  [[nodiscard]] bool is_open() const { return gate_.state() == delivery::GateState::open; }
  // By an answer of this run: only then is a refusal, in this run or an earlier one, certainly over.
  [[nodiscard]] bool is_proven() const { return gate_.is_proven(); }
  // It refuses every message, and not because of our clock.
  [[nodiscard]] bool refuses() const;
  // Why; kind is robot_refused.
  [[nodiscard]] delivery::Verdict refusal() const;
  // Of a message that leaves now and has waited so long, when its reader should know.
  [[nodiscard]] std::optional<delivery::Delay> delay_of(Milliseconds waited) const;

  // What the spool keeps of an answer that leads there.
  [[nodiscard]] ports::Outcome outcome_of(const delivery::NextStep& next, const Sent& sent) const;
  // From the end of an attempt until the next may start, as far as it is known; nothing after an end.
  [[nodiscard]] std::optional<Milliseconds> retry_in(const delivery::NextStep& next, const Sent& sent) const;

  [[nodiscard]] const dingtalk::Robot& robot() const { return robot_; }
  [[nodiscard]] const std::string& robot_key() const { return robot_key_; }

 private:
  void note_trouble(const Sent& sent);
  void settle_budget(const Sent& sent);
  void settle_gate(const Sent& sent);
  void say_gate(BootTime now);

  dingtalk::Robot robot_;
  std::string robot_key_;
  ports::Sender& sender_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  Jitter jitter_;
  BlockHost block_host_;
  delivery::SendBudget budget_;
  delivery::RobotGate gate_;
  delivery::ClockCorrection correction_;
  BootTime running_since_;
  std::optional<delivery::Trouble> last_trouble_;
};

// Whether the request certainly never left.
[[nodiscard]] bool stays_unsent(const delivery::Verdict& verdict);

}  // namespace relay::pipeline
