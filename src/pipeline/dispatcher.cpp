// SPDX-License-Identifier: MIT
#include "relay/pipeline/dispatcher.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "relay/base/test_hooks.hpp"
#include "relay/delivery/planner.hpp"
#include "relay/dingtalk/notices.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/pipeline/digest_desk.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::experimental::awaitable_operators::operator||;
using hooks::CrashPoint;

namespace {

constexpr Milliseconds kExpiryInterval = 60s;
// How long to stand back when the spool is busy or full: it accepts again by itself.
constexpr Milliseconds kSpoolPause = 1s;

}  // namespace

Dispatcher::Dispatcher(asio::any_io_executor executor, DispatcherOptions options, ports::Spool& spool,
                       ports::Sender& sender, ports::Clock& clock, ports::EventSink& events, Jitter jitter,
                       BlockHost block_host, WakeRobot wake_robot)
    : options_(std::move(options)),
      spool_(spool),
      clock_(clock),
      events_(events),
      worker_(std::move(executor), clock, events),
      courier_(options_.robot, options_.window_span, sender, clock, events, std::move(jitter), std::move(block_host)),
      desk_(options_.render, courier_, spool, clock, events),
      wake_robot_(std::move(wake_robot)) {}

void Dispatcher::block_until(BootTime until) {
  courier_.block_until(until);
  block_to_store_ = std::max(block_to_store_.value_or(until), until);
  worker_.wake();
}

asio::awaitable<void> Dispatcher::run() {
  bool loaded = false;
  while (!worker_.is_stopping()) {
    bool progressed = false;
    if (loaded) {
      progressed = co_await step();
    } else {
      loaded = co_await load();
      progressed = loaded;
    }
    if (!progressed && !worker_.is_stopping()) {
      co_await worker_.pause(clock_.boot_now() + kSpoolPause);
    }
  }
  if (!worker_.has_spool_failed()) {
    (void)co_await store_block();  // the next dispatcher of this robot, in this process or another, must know of it
  }
}

asio::awaitable<bool> Dispatcher::load() {
  const BootTime now = clock_.boot_now();
  const delivery::SlotCounts slots = delivery::slots_of(options_.robot.max_per_minute);
  const auto ledger = co_await spool_.ledger(courier_.robot_key(), slots, now);
  if (worker_.failed(ledger)) {
    co_return false;
  }
  const auto found = co_await desk_.find();
  if (worker_.failed(found)) {
    co_return false;
  }
  courier_.restore(*ledger, now);
  co_return true;
}

// False when the spool could not do its part; then a pause follows.
asio::awaitable<bool> Dispatcher::step() {
  const bool ready = co_await do_chores();
  if (!ready || worker_.is_stopping()) {
    co_return ready;
  }
  const BootTime now = clock_.boot_now();
  const auto backlog = co_await spool_.backlog(options_.robot.name, desk_.behind(), now);
  if (worker_.failed(backlog)) {
    co_return false;
  }
  if (worker_.is_stopping()) {
    co_return true;
  }
  const delivery::Plan plan = delivery::plan(courier_.view(*backlog, desk_.due(), now), now);
  if (const auto* single = std::get_if<delivery::SendOne>(&plan)) {
    co_return co_await deliver_singles(single->slot);
  }
  if (std::holds_alternative<delivery::SendDigest>(plan) || std::holds_alternative<delivery::ResendDigest>(plan)) {
    co_return co_await deliver_digest();
  }
  std::optional<BootTime> until;
  if (backlog->paused) {
    until = now + kExpiryInterval;  // what waits grows old all the same
  }
  if (const auto* waits = std::get_if<delivery::WaitUntil>(&plan)) {
    until = waits->due;
  }
  if (until.has_value()) {
    until = std::min(*until, clock_.boot_now() + kExpiryInterval);
  }
  // In a storm each commit would wake us for nothing. What a fallback is to get must not wait, though.
  const bool diverts = !options_.fallback.empty() && courier_.refuses();
  sated_ = !diverts && delivery::outlasts_alerts(plan, *backlog);
  co_await worker_.pause(until);
  sated_ = false;
  co_return true;
}

asio::awaitable<bool> Dispatcher::do_chores() {
  const bool stored = co_await store_block();
  if (!stored) {
    co_return false;
  }
  const auto settled = co_await desk_.settle();
  if (worker_.failed(settled)) {
    co_return false;
  }
  const bool diverted = co_await divert();
  if (!diverted) {
    co_return false;
  }
  const bool expired = co_await expire();
  if (!expired) {
    co_return false;
  }
  const auto ended = co_await desk_.settle();  // it may have ended with members that expired
  co_return !worker_.failed(ended);
}

asio::awaitable<bool> Dispatcher::store_block() {
  if (!block_to_store_.has_value()) {
    co_return true;
  }
  const BootTime until = *block_to_store_;
  const auto stored = co_await spool_.block(courier_.robot_key(), until, delivery::Reason::address_rate_limit);
  if (worker_.failed(stored)) {
    co_return false;
  }
  if (block_to_store_ == until) {  // a longer one may have come meanwhile
    block_to_store_.reset();
  }
  co_return true;
}

asio::awaitable<bool> Dispatcher::expire() {
  const BootTime now = clock_.boot_now();
  if (next_expiry_check_.has_value() && now < *next_expiry_check_) {
    co_return true;
  }
  next_expiry_check_ = now + kExpiryInterval;
  const auto expired = co_await spool_.expire(options_.robot.name, options_.max_age);
  if (worker_.failed(expired)) {
    co_return false;
  }
  if (*expired == 0) {
    co_return true;
  }
  events_.on(ports::DeliveriesExpired{options_.robot.name, *expired, options_.max_age});
  const auto found = co_await desk_.find();
  co_return !worker_.failed(found);
}

// While the robot refuses everything, its fallback gets what waits.
asio::awaitable<bool> Dispatcher::divert() {
  if (!courier_.refuses()) {
    co_return co_await end_diversion();
  }
  if (options_.fallback.empty()) {
    co_return true;
  }
  diverted_ = true;
  ports::Diversion diversion;
  diversion.robot = options_.robot.name;
  diversion.fallback = options_.fallback;
  diversion.notice = [robot = options_.robot.name, trouble = courier_.refusal(), language = options_.render.language] {
    return dingtalk::fallback_notice(robot, trouble.reason, trouble.detail, language);
  };
  const auto copies = co_await spool_.divert(std::move(diversion));
  if (worker_.failed(copies)) {
    co_return false;
  }
  if (*copies > 0) {
    events_.on(ports::AlertsCopied{options_.robot.name, options_.fallback, *copies});
    wake_robot_(options_.fallback);
  }
  co_return true;
}

// Also without a fallback: an earlier configuration may have had one, and a later one may again.
asio::awaitable<bool> Dispatcher::end_diversion() {
  if (!diverted_ || !courier_.is_proven()) {
    co_return true;
  }
  const auto ended = co_await spool_.end_diversion(options_.robot.name);
  diverted_ = ended.has_error();
  co_return !worker_.failed(ended);
}

std::string Dispatcher::body_for(const ports::PendingDelivery& pending) {
  dingtalk::RenderOptions options = options_.render;
  options.form = pending.progress.form;
  options.circumstances.copied_from = pending.copied_from;
  options.circumstances.riders = pending.riders;
  options.circumstances.maybe_duplicate = pending.progress.unknown > 0;
  options.circumstances.delay = courier_.delay_of(clock_.wall_now() - pending.received);
  const dingtalk::Message message = dingtalk::render(pending.alert, options_.robot, options);
  const bool first = pending.progress.attempts == 0;
  if (message.fault.has_value() && first) {
    events_.on(ports::TemplateFellBack{pending.alert_id, pending.id, options_.robot.name, *message.fault});
  }
  return dingtalk::body_of(message, dingtalk::msg_uuid(pending.uuid_seed, courier_.robot_key(), options.form));
}

ports::NextSingle Dispatcher::next_single(BootTime now) const {
  delivery::RobotView view = courier_.view({}, desk_.due(), now);
  return {options_.robot.name, courier_.robot_key(), desk_.behind(),
          [view, now](const delivery::Backlog& backlog) {
            delivery::RobotView seen = view;
            seen.backlog = backlog;
            const delivery::Plan plan = delivery::plan(seen, now);
            const auto* single = std::get_if<delivery::SendOne>(&plan);
            return single == nullptr ? std::nullopt : std::optional(single->slot);
          },
          now};
}

asio::awaitable<bool> Dispatcher::deliver_singles(delivery::Slot slot) {
  ports::NextSingle first = next_single(clock_.boot_now());
  first.decide = [slot](const delivery::Backlog&) { return std::optional(slot); };
  auto started = co_await spool_.begin_single(std::move(first));
  while (!worker_.failed(started) && started->has_value()) {
    const ports::StartedAttempt attempt = std::move(**started);
    std::string body = body_for(attempt.delivery);
    hooks::crash_at(CrashPoint::before_send);
    const Sent sent = co_await courier_.post(attempt.slot, std::move(body));
    hooks::crash_at(CrashPoint::after_answer);
    if (sent.verdict.kind == delivery::VerdictKind::aborted) {
      worker_.stop();
      co_return true;  // it stays an open attempt: the next start counts it as unknown
    }
    started = co_await record(attempt, sent);
    hooks::crash_at(CrashPoint::after_outcome);
  }
  co_return started.has_value();
}

// What step() looks at before an attempt, as far as it is known without the spool.
bool Dispatcher::may_go_on(BootTime now) const {
  const bool chores = block_to_store_.has_value() || (next_expiry_check_.has_value() && *next_expiry_check_ <= now);
  return !worker_.is_stopping() && !chores;
}

asio::awaitable<Result<std::optional<ports::StartedAttempt>>> Dispatcher::store(ports::AttemptId attempt,
                                                                                ports::Outcome outcome,
                                                                                BootTime ended) {
  if (may_go_on(ended)) {
    ports::NextSingle next = next_single(ended);
    co_return co_await spool_.end_and_begin_single(attempt, std::move(outcome), std::move(next));
  }
  const auto stored = co_await spool_.end_attempt(attempt, std::move(outcome), ended);
  if (stored.has_error()) {
    co_return stored.error();
  }
  co_return std::optional<ports::StartedAttempt>{};
}

asio::awaitable<Result<std::optional<ports::StartedAttempt>>> Dispatcher::record(const ports::StartedAttempt& attempt,
                                                                                 const Sent& sent) {
  const ports::PendingDelivery& pending = attempt.delivery;
  delivery::Progress progress = pending.progress;
  ++progress.attempts;
  const delivery::NextStep next = delivery::after(progress, sent.verdict);
  auto stored = co_await store(attempt.id, courier_.outcome_of(next, sent), sent.ended);
  if (!stored.has_error()) {
    events_.on(ports::AttemptEnded{pending.alert_id, pending.id, options_.robot.name, sent.verdict.kind,
                                   sent.verdict.reason, sent.verdict.detail, next.state, progress.attempts,
                                   courier_.retry_in(next, sent), sent.took, clock_.wall_now() - pending.received});
  }
  co_return stored;
}

asio::awaitable<bool> Dispatcher::deliver_digest() {
  const auto delivered = co_await desk_.deliver();
  if (worker_.failed(delivered)) {
    co_return false;
  }
  if (!*delivered) {
    worker_.stop();
  }
  co_return true;
}

}  // namespace relay::pipeline
