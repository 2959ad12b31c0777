// SPDX-License-Identifier: MIT
#include "relay/pipeline/dispatcher.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "relay/delivery/planner.hpp"
#include "relay/delivery/retry_policy.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/dingtalk/verdict.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::experimental::awaitable_operators::operator||;

namespace {

constexpr Milliseconds kExpiryInterval = 60s;
// How long to stand back when the spool is busy or full: it accepts again by itself.
constexpr Milliseconds kSpoolPause = 1s;

bool stays_unsent(const delivery::Verdict& verdict) { return verdict.kind == delivery::VerdictKind::not_sent; }

}  // namespace

Dispatcher::Dispatcher(asio::any_io_executor executor, DispatcherOptions options, ports::Spool& spool,
                       ports::Sender& sender, ports::Clock& clock, ports::EventSink& events, Jitter jitter,
                       BlockHost block_host)
    : options_(std::move(options)),
      robot_key_(dingtalk::robot_key(options_.robot)),
      spool_(spool),
      sender_(sender),
      clock_(clock),
      events_(events),
      jitter_(std::move(jitter)),
      block_host_(std::move(block_host)),
      signal_(std::move(executor)),
      window_(options_.robot.max_per_minute, options_.window_span) {}

void Dispatcher::wake() { signal_.notify(); }

void Dispatcher::stop() {
  stopping_ = true;
  signal_.notify();
}

void Dispatcher::block_until(BootTime until) {
  gate_.block_until(until, delivery::Reason::address_rate_limit, clock_.boot_now());
  say_gate(clock_.boot_now());
  block_to_store_ = until;
  signal_.notify();
}

template <class T>
bool Dispatcher::failed(const Result<T>& result) {
  if (!result.has_error()) {
    return false;
  }
  if (result.error().kind == ErrorKind::io) {
    events_.on(ports::SpoolFailed{result.error().detail});
    stopping_ = true;
  }
  return true;
}

asio::awaitable<void> Dispatcher::run() {
  bool loaded = false;
  while (!stopping_) {
    bool progressed = false;
    if (loaded) {
      progressed = co_await step();
    } else {
      loaded = co_await load();
      progressed = loaded;
    }
    if (!progressed && !stopping_) {
      co_await wait(clock_.boot_now() + kSpoolPause);
    }
  }
}

asio::awaitable<bool> Dispatcher::load() {
  const BootTime now = clock_.boot_now();
  const auto ledger = co_await spool_.ledger(robot_key_, options_.robot.max_per_minute, now);
  if (failed(ledger)) {
    co_return false;
  }
  std::for_each(ledger->sends.begin(), ledger->sends.end(), [this](BootTime ended) { window_.restore(ended); });
  if (ledger->blocked_until.has_value()) {
    gate_.block_until(*ledger->blocked_until, ledger->block_reason, now);
    say_gate(now);
  }
  co_return true;
}

// False when the spool could not do its part; then a pause follows.
asio::awaitable<bool> Dispatcher::step() {
  const bool stored = co_await store_block();
  if (!stored) {
    co_return false;
  }
  const bool expired = co_await expire();
  if (!expired) {
    co_return false;
  }
  const auto due = co_await spool_.earliest_due(options_.robot.name);
  if (failed(due)) {
    co_return false;
  }
  const BootTime now = clock_.boot_now();
  const delivery::RobotView view{*due, window_.next_start(now), gate_.not_before()};
  const delivery::Plan plan = delivery::plan(view, now);
  if (std::holds_alternative<delivery::SendOne>(plan)) {
    co_return co_await deliver();
  }
  std::optional<BootTime> until;
  if (const auto* waits = std::get_if<delivery::WaitUntil>(&plan)) {
    until = waits->due;
  }
  co_await wait(until);
  co_return true;
}

asio::awaitable<void> Dispatcher::wait(std::optional<BootTime> due) {
  if (stopping_) {
    co_return;
  }
  if (!due.has_value()) {
    co_await signal_.wait();
    co_return;
  }
  const BootTime until = std::min(*due, clock_.boot_now() + kExpiryInterval);
  co_await (clock_.sleep_until(until) || signal_.wait());
}

asio::awaitable<bool> Dispatcher::store_block() {
  if (!block_to_store_.has_value()) {
    co_return true;
  }
  const BootTime until = *std::exchange(block_to_store_, std::nullopt);
  const auto stored = co_await spool_.block(robot_key_, until, delivery::Reason::address_rate_limit);
  co_return !failed(stored);
}

asio::awaitable<bool> Dispatcher::expire() {
  const BootTime now = clock_.boot_now();
  if (next_expiry_check_.has_value() && now < *next_expiry_check_) {
    co_return true;
  }
  next_expiry_check_ = now + kExpiryInterval;
  const auto expired = co_await spool_.expire(options_.robot.name, options_.max_age);
  if (failed(expired)) {
    co_return false;
  }
  if (*expired > 0) {
    events_.on(ports::DeliveriesExpired{options_.robot.name, *expired, options_.max_age});
  }
  co_return true;
}

std::string Dispatcher::body_for(const ports::PendingDelivery& pending) {
  dingtalk::RenderOptions options = options_.render;
  options.form = pending.progress.form;
  options.maybe_duplicate = pending.progress.unknown > 0;
  const dingtalk::Message message = dingtalk::render(pending.alert, options_.robot, options);
  const bool first = pending.progress.attempts == 0;
  if (message.fault.has_value() && first) {
    events_.on(ports::TemplateFellBack{pending.alert_id, pending.id, options_.robot.name, *message.fault});
  }
  return dingtalk::body_of(message, dingtalk::msg_uuid(pending.uuid_seed, robot_key_, options.form));
}

asio::awaitable<bool> Dispatcher::deliver() {
  const BootTime now = clock_.boot_now();
  const auto pending = co_await spool_.next(options_.robot.name, now);
  if (failed(pending)) {
    co_return false;
  }
  if (!pending->has_value()) {
    co_return true;
  }
  const ports::PendingDelivery& delivery = **pending;
  const auto attempt = co_await spool_.begin_attempt(delivery.id, robot_key_, now);
  if (failed(attempt)) {
    co_return false;
  }
  const Sent sent = co_await send(delivery);
  if (sent.verdict.kind == delivery::VerdictKind::aborted) {
    stopping_ = true;
    co_return true;  // it stays an open attempt: the next start counts it as unknown
  }
  co_return co_await record(delivery, *attempt, sent);
}

asio::awaitable<Dispatcher::Sent> Dispatcher::send(const ports::PendingDelivery& pending) {
  const BootTime started = clock_.boot_now();
  const WallTime signed_at = clock_.wall_now() + correction_.offset();
  ports::OutboundRequest request;
  request.robot = options_.robot.name;
  request.endpoint = options_.robot.endpoint;
  request.target = dingtalk::target_of(options_.robot, signed_at);
  request.body = body_for(pending);
  window_.begin(started);
  const delivery::TransportOutcome outcome = co_await sender_.post(std::move(request));
  const BootTime ended = clock_.boot_now();
  co_return Sent{dingtalk::classify(outcome, clock_.wall_now()), ended, ended - started};
}

void Dispatcher::settle_window(const Sent& sent) {
  if (stays_unsent(sent.verdict)) {
    window_.cancel();
  } else {
    window_.end(sent.ended);
  }
}

void Dispatcher::say_gate(BootTime now) {
  const Milliseconds pause = std::max(gate_.not_before() - now, Milliseconds{0});
  events_.on(ports::RobotGateChanged{options_.robot.name, gate_.state(), gate_.reason(), gate_.detail(), pause});
}

void Dispatcher::settle_gate(const Sent& sent) {
  const delivery::Verdict& verdict = sent.verdict;
  if (verdict.kind == delivery::VerdictKind::clock_refused) {
    if (verdict.clock_offset.has_value() && correction_.adopt(*verdict.clock_offset)) {
      events_.on(ports::ClockSkewed{options_.robot.name, *verdict.clock_offset});
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
    block_host_(options_.robot.endpoint.host, sent.ended + *verdict.host_wait);
  }
}

asio::awaitable<bool> Dispatcher::record(const ports::PendingDelivery& pending, ports::AttemptId attempt,
                                         const Sent& sent) {
  settle_window(sent);
  settle_gate(sent);
  delivery::Progress progress = pending.progress;
  ++progress.attempts;
  const delivery::NextStep next = delivery::after(progress, sent.verdict);
  const BootTime due = std::max(sent.ended + next.delay, gate_.not_before());
  const bool waits = next.state == delivery::State::pending;

  ports::Outcome outcome{next.state,
                         next.progress,
                         std::nullopt,
                         sent.verdict.kind,
                         sent.verdict.reason,
                         sent.verdict.detail,
                         !stays_unsent(sent.verdict),
                         std::nullopt};
  if (waits) {
    // The robot's own wait is not the message's: behind a healed robot it must not linger.
    outcome.due = sent.ended + next.delay;
  }
  if (gate_.state() == delivery::GateState::blocked) {
    outcome.blocked_until = gate_.not_before();
  }
  const auto stored = co_await spool_.end_attempt(attempt, std::move(outcome), sent.ended);
  if (failed(stored)) {
    co_return false;
  }
  events_.on(ports::AttemptEnded{pending.alert_id, pending.id, options_.robot.name, sent.verdict.kind,
                                 sent.verdict.reason, sent.verdict.detail, next.state, progress.attempts,
                                 waits ? std::optional<Milliseconds>(due - sent.ended) : std::nullopt, sent.took,
                                 clock_.wall_now() - pending.received});
  co_return true;
}

}  // namespace relay::pipeline
