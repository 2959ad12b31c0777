// SPDX-License-Identifier: MIT
#include "relay/pipeline/courier.hpp"

#include <algorithm>
#include <utility>

#include "relay/dingtalk/request.hpp"
#include "relay/dingtalk/verdict.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;

bool stays_unsent(const delivery::Verdict& verdict) { return verdict.kind == delivery::VerdictKind::not_sent; }

Courier::Courier(dingtalk::Robot robot, Milliseconds window_span, ports::Sender& sender, ports::Clock& clock,
                 ports::EventSink& events, Jitter jitter, BlockHost block_host)
    : robot_(std::move(robot)),
      robot_key_(dingtalk::robot_key(robot_)),
      sender_(sender),
      clock_(clock),
      events_(events),
      jitter_(std::move(jitter)),
      block_host_(std::move(block_host)),
      budget_(robot_.max_per_minute, window_span),
      running_since_(clock_.boot_now()) {}

void Courier::restore(const ports::RobotLedger& ledger, BootTime now) {
  for (const ports::PastSend& send : ledger.sends) {
    budget_.restore(send.slot, send.ended);
  }
  if (ledger.blocked_until.has_value()) {
    gate_.block_until(*ledger.blocked_until, ledger.block_reason, now);
    say_gate(now);
  }
}

asio::awaitable<Sent> Courier::post(delivery::Slot slot, std::string body) {
  const BootTime started = clock_.boot_now();
  const WallTime signed_at = clock_.wall_now() + correction_.offset();
  ports::OutboundRequest request;
  request.robot = robot_.name;
  request.endpoint = robot_.endpoint;
  request.target = dingtalk::target_of(robot_, signed_at);
  request.body = std::move(body);
  budget_.begin(slot, started);
  const delivery::TransportOutcome outcome = co_await sender_.post(std::move(request));
  const BootTime ended = clock_.boot_now();
  Sent sent{dingtalk::classify(outcome, clock_.wall_now()), ended, ended - started};
  if (sent.verdict.kind != delivery::VerdictKind::aborted) {
    note_trouble(sent);
    settle_budget(sent);
    settle_gate(sent);
  }
  co_return sent;
}

void Courier::block_until(BootTime until) {
  gate_.block_until(until, delivery::Reason::address_rate_limit, clock_.boot_now());
  say_gate(clock_.boot_now());
}

std::optional<BootTime> Courier::blocked_until() const {
  return gate_.state() == delivery::GateState::blocked ? std::optional(gate_.not_before()) : std::nullopt;
}

delivery::RobotView Courier::view(const delivery::Backlog& backlog, std::optional<BootTime> digest_due,
                                  BootTime now) const {
  const bool after_block = gate_.state() == delivery::GateState::blocked;
  return {.backlog = backlog,
          .digest_due = digest_due,
          .free_singles = budget_.free_singles(now),
          .single_free = budget_.next_start(delivery::Slot::single, now),
          .digest_free = budget_.next_start(delivery::Slot::digest, now),
          .resend_free = budget_.next_resend(now),
          .gate_open = gate_.not_before(),
          .resume = after_block ? delivery::Resume::after_block : delivery::Resume::normal};
}

bool Courier::refuses() const {
  return gate_.state() == delivery::GateState::refusing && gate_.reason() != delivery::Reason::clock_skew;
}

delivery::Verdict Courier::refusal() const {
  return {delivery::VerdictKind::robot_refused, gate_.reason(), gate_.detail()};
}

std::optional<delivery::Delay> Courier::delay_of(Milliseconds waited) const {
  const BootTime now = clock_.boot_now();
  const bool lasts = gate_.state() != delivery::GateState::open;
  return delivery::delay_of(waited, lasts ? delivery::Trouble{gate_.reason(), now} : last_trouble_, running_since_,
                            now);
}

ports::Outcome Courier::outcome_of(const delivery::NextStep& next, const Sent& sent) const {
  // A block that something else began is stored already, or will be (Dispatcher::block_until), with its own reason.
  const bool began_block = gate_.reason() == sent.verdict.reason;
  ports::Outcome outcome{next.state,
                         next.progress,
                         std::nullopt,
                         sent.verdict.kind,
                         sent.verdict.reason,
                         sent.verdict.detail,
                         !stays_unsent(sent.verdict),
                         began_block ? blocked_until() : std::nullopt};
  if (next.state == delivery::State::pending) {
    // The robot's own wait is not the message's: behind a healed robot it must not linger.
    outcome.due = sent.ended + next.delay;
  }
  return outcome;
}

std::optional<Milliseconds> Courier::retry_in(const delivery::NextStep& next, const Sent& sent) const {
  if (next.state != delivery::State::pending) {
    return std::nullopt;
  }
  return std::max(sent.ended + next.delay, not_before()) - sent.ended;
}

// A trouble reaches up to the answer that ends it.
void Courier::note_trouble(const Sent& sent) {
  if (sent.verdict.kind != delivery::VerdictKind::shown) {
    last_trouble_ = {sent.verdict.reason, sent.ended};
  } else if (gate_.state() != delivery::GateState::open) {
    last_trouble_ = {gate_.reason(), sent.ended};
  }
}

void Courier::settle_budget(const Sent& sent) {
  if (stays_unsent(sent.verdict)) {
    budget_.cancel();
  } else {
    budget_.end(sent.ended);
  }
}

void Courier::say_gate(BootTime now) {
  const Milliseconds pause = std::max(gate_.not_before() - now, Milliseconds{0});
  events_.on(ports::RobotGateChanged{robot_.name, gate_.state(), gate_.reason(), gate_.detail(), pause});
}

void Courier::settle_gate(const Sent& sent) {
  const delivery::Verdict& verdict = sent.verdict;
  if (verdict.kind == delivery::VerdictKind::clock_refused) {
    if (verdict.clock_offset.has_value() && correction_.adopt(*verdict.clock_offset)) {
      events_.on(ports::ClockSkewed{robot_.name, *verdict.clock_offset});
      return;  // signed anew with their time, the same message goes out at once
    }
  } else if (verdict.clock_offset.has_value()) {
    correction_.observe(*verdict.clock_offset);
  }
  const delivery::GateState before = gate_.state();
  gate_.on_verdict(verdict, sent.ended, jitter_());
  if (gate_.state() != before || gate_.state() == delivery::GateState::refusing) {
    say_gate(sent.ended);
  }
  if (verdict.host_wait.has_value()) {
    block_host_(robot_.endpoint.host, sent.ended + *verdict.host_wait);
  }
}

}  // namespace relay::pipeline
