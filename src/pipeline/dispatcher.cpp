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

// A digest that was certainly not seen need not be sent as it was: by then more may wait. One attempt of unknown
// outcome is enough that it may have been.
ports::DigestFate fate_of(const delivery::Progress& progress, const delivery::Verdict& verdict) {
  if (progress.unknown > 0) {
    return ports::DigestFate::keep;
  }
  switch (verdict.kind) {
    case delivery::VerdictKind::not_sent:
    case delivery::VerdictKind::rate_blocked:
    case delivery::VerdictKind::robot_refused:
    case delivery::VerdictKind::clock_refused:
      return ports::DigestFate::dissolve;
    case delivery::VerdictKind::shown:
    case delivery::VerdictKind::busy:
    case delivery::VerdictKind::unexpected:
    case delivery::VerdictKind::content_refused:
    case delivery::VerdictKind::unknown:
    case delivery::VerdictKind::aborted:
      return ports::DigestFate::keep;
  }
  return ports::DigestFate::keep;
}

}  // namespace

Dispatcher::Dispatcher(asio::any_io_executor executor, DispatcherOptions options, ports::Spool& spool,
                       ports::Sender& sender, ports::Clock& clock, ports::EventSink& events, Jitter jitter,
                       BlockHost block_host, WakeRobot wake_robot)
    : options_(std::move(options)),
      spool_(spool),
      clock_(clock),
      events_(events),
      signal_(std::move(executor)),
      courier_(options_.robot, options_.window_span, sender, clock, events, std::move(jitter), std::move(block_host)),
      wake_robot_(std::move(wake_robot)) {}

void Dispatcher::wake() { signal_.notify(); }

void Dispatcher::stop() {
  stopping_ = true;
  signal_.notify();
}

void Dispatcher::block_until(BootTime until) {
  courier_.block_until(until);
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
    spool_failed_ = true;
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
  if (!spool_failed_) {
    (void)co_await store_block();  // the next dispatcher of this robot, in this process or another, must know of it
  }
}

asio::awaitable<bool> Dispatcher::load() {
  const BootTime now = clock_.boot_now();
  const delivery::SlotCounts slots = delivery::slots_of(options_.robot.max_per_minute);
  const auto ledger = co_await spool_.ledger(courier_.robot_key(), slots, now);
  if (failed(ledger)) {
    co_return false;
  }
  const bool found = co_await find_digest();
  if (found) {
    courier_.restore(*ledger, now);
  }
  co_return found;
}

asio::awaitable<bool> Dispatcher::find_digest() {
  auto digest = co_await spool_.find_digest(options_.robot.name);
  if (failed(digest)) {
    co_return false;
  }
  digest_ = std::move(*digest);
  co_return true;
}

std::optional<BootTime> Dispatcher::digest_due() const {
  return digest_.has_value() ? std::optional(digest_->due) : std::nullopt;
}

// False when the spool could not do its part; then a pause follows.
asio::awaitable<bool> Dispatcher::step() {
  const bool ready = co_await do_chores();
  if (!ready || stopping_) {
    co_return ready;
  }
  const BootTime now = clock_.boot_now();
  const auto backlog = co_await spool_.backlog(options_.robot.name, behind(), now);
  if (failed(backlog)) {
    co_return false;
  }
  if (stopping_) {
    co_return true;
  }
  const delivery::Plan plan = delivery::plan(courier_.view(*backlog, digest_due(), now), now);
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
  co_await wait(until);
  co_return true;
}

asio::awaitable<bool> Dispatcher::do_chores() {
  const bool stored = co_await store_block();
  if (!stored) {
    co_return false;
  }
  const bool settled = co_await settle_digest();
  if (!settled) {
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
  co_return co_await settle_digest();  // it may have ended with members that expired
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
  const auto stored = co_await spool_.block(courier_.robot_key(), until, delivery::Reason::address_rate_limit);
  co_return !failed(stored);
}

// The members of a digest that has ended follow it before anything else is planned.
asio::awaitable<bool> Dispatcher::settle_digest() {
  if (!digest_.has_value() || digest_->state == delivery::State::pending) {
    co_return true;
  }
  const auto settled = co_await spool_.settle_digest(digest_->id);
  if (failed(settled)) {
    co_return false;
  }
  hooks::crash_at(CrashPoint::digest_settled);
  digest_.reset();
  co_return true;
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
  if (*expired == 0) {
    co_return true;
  }
  events_.on(ports::DeliveriesExpired{options_.robot.name, *expired, options_.max_age});
  co_return co_await find_digest();
}

// While the robot refuses everything, its fallback gets what waits.
asio::awaitable<bool> Dispatcher::divert() {
  if (options_.fallback.empty() || (!courier_.refuses() && !(diverted_ && courier_.is_open()))) {
    co_return true;
  }
  if (!courier_.refuses()) {
    const auto ended = co_await spool_.end_diversion(options_.robot.name);
    diverted_ = ended.has_error();
    co_return !failed(ended);
  }
  diverted_ = true;
  ports::Diversion diversion;
  diversion.robot = options_.robot.name;
  diversion.fallback = options_.fallback;
  diversion.notice = [robot = options_.robot.name, trouble = courier_.refusal(), language = options_.render.language] {
    return dingtalk::fallback_notice(robot, trouble.reason, trouble.detail, language);
  };
  const auto copies = co_await spool_.divert(std::move(diversion));
  if (failed(copies)) {
    co_return false;
  }
  if (*copies > 0) {
    events_.on(ports::AlertsCopied{options_.robot.name, options_.fallback, *copies});
    wake_robot_(options_.fallback);
  }
  co_return true;
}

std::string Dispatcher::body_for(const ports::PendingDelivery& pending) {
  dingtalk::RenderOptions options = options_.render;
  options.form = pending.progress.form;
  options.circumstances.copied_from = pending.copied_from;
  if (pending.riders.has_value()) {
    options.circumstances.repeats = dingtalk::Repeats{pending.riders->count, pending.riders->since};
  }
  options.circumstances.maybe_duplicate = pending.progress.unknown > 0;
  options.circumstances.delay = courier_.delay_of(clock_.wall_now() - pending.received);
  const dingtalk::Message message = dingtalk::render(pending.alert, options_.robot, options);
  const bool first = pending.progress.attempts == 0;
  if (message.fault.has_value() && first) {
    events_.on(ports::TemplateFellBack{pending.alert_id, pending.id, options_.robot.name, *message.fault});
  }
  return dingtalk::body_of(message, dingtalk::msg_uuid(pending.uuid_seed, courier_.robot_key(), options.form));
}

std::string Dispatcher::body_for(const delivery::Digest& digest) const {
  dingtalk::RenderOptions options = options_.render;
  options.form = digest_->progress.form;
  options.circumstances.maybe_duplicate = digest_->progress.unknown > 0;
  options.circumstances.delay = courier_.delay_of(clock_.wall_now() - digest.first);
  const dingtalk::Message message = dingtalk::render(digest, options_.robot, options);
  return dingtalk::body_of(message, dingtalk::msg_uuid(digest_->uuid_seed, courier_.robot_key(), options.form));
}

ports::NextSingle Dispatcher::next_single(BootTime now) const {
  delivery::RobotView view = courier_.view({}, digest_due(), now);
  return {options_.robot.name, courier_.robot_key(), behind(),
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
  while (!failed(started) && started->has_value()) {
    const ports::StartedAttempt attempt = std::move(**started);
    std::string body = body_for(attempt.delivery);
    hooks::crash_at(CrashPoint::before_send);
    const Sent sent = co_await courier_.post(attempt.slot, std::move(body));
    hooks::crash_at(CrashPoint::after_answer);
    if (sent.verdict.kind == delivery::VerdictKind::aborted) {
      stopping_ = true;
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
  return !stopping_ && !chores;
}

ports::Outcome Dispatcher::outcome_of(const delivery::NextStep& next, const Sent& sent) const {
  ports::Outcome outcome{next.state,
                         next.progress,
                         std::nullopt,
                         sent.verdict.kind,
                         sent.verdict.reason,
                         sent.verdict.detail,
                         !stays_unsent(sent.verdict),
                         courier_.blocked_until()};
  if (next.state == delivery::State::pending) {
    // The robot's own wait is not the message's: behind a healed robot it must not linger.
    outcome.due = sent.ended + next.delay;
  }
  return outcome;
}

std::optional<Milliseconds> Dispatcher::retry_in(const delivery::NextStep& next, const Sent& sent) const {
  if (next.state != delivery::State::pending) {
    return std::nullopt;
  }
  return std::max(sent.ended + next.delay, courier_.not_before()) - sent.ended;
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
  auto stored = co_await store(attempt.id, outcome_of(next, sent), sent.ended);
  if (!stored.has_error()) {
    events_.on(ports::AttemptEnded{pending.alert_id, pending.id, options_.robot.name, sent.verdict.kind,
                                   sent.verdict.reason, sent.verdict.detail, next.state, progress.attempts,
                                   retry_in(next, sent), sent.took, clock_.wall_now() - pending.received});
  }
  co_return stored;
}

asio::awaitable<bool> Dispatcher::deliver_digest() {
  if (!digest_.has_value()) {
    auto opened = co_await spool_.open_digest(options_.robot.name);
    if (failed(opened)) {
      co_return false;
    }
    digest_ = std::move(*opened);
    hooks::crash_at(CrashPoint::digest_opened);
  }
  const auto digest = co_await compose_digest(spool_, digest_->id, options_.render.language);
  if (failed(digest)) {
    co_return false;
  }
  hooks::crash_at(CrashPoint::digest_gathered);
  const auto attempt = co_await spool_.begin_digest_attempt(digest_->id, courier_.robot_key(), clock_.boot_now());
  if (failed(attempt)) {
    co_return false;
  }
  hooks::crash_at(CrashPoint::digest_begun);
  std::string body = body_for(*digest);
  const Sent sent = co_await courier_.post(delivery::Slot::digest, std::move(body));
  hooks::crash_at(CrashPoint::digest_answered);
  if (sent.verdict.kind == delivery::VerdictKind::aborted) {
    stopping_ = true;
    co_return true;
  }
  co_return co_await record_digest(*attempt, *digest, sent);
}

asio::awaitable<bool> Dispatcher::record_digest(ports::AttemptId attempt, const delivery::Digest& digest,
                                                const Sent& sent) {
  delivery::Progress progress = digest_->progress;
  ++progress.attempts;
  const delivery::NextStep next = delivery::after(progress, sent.verdict);
  ports::Outcome outcome = outcome_of(next, sent);
  outcome.digest = fate_of(next.progress, sent.verdict);
  const bool dissolved = next.state == delivery::State::pending && outcome.digest == ports::DigestFate::dissolve;
  const auto due = outcome.due;
  const auto stored = co_await spool_.end_attempt(attempt, std::move(outcome), sent.ended);
  if (failed(stored)) {
    co_return false;
  }
  hooks::crash_at(CrashPoint::digest_ended);
  events_.on(ports::DigestEnded{digest_->id, options_.robot.name, digest.alerts, sent.verdict.kind, sent.verdict.reason,
                                sent.verdict.detail, next.state, progress.attempts, retry_in(next, sent), sent.took,
                                clock_.wall_now() - digest.first});
  if (dissolved) {
    digest_.reset();
    co_return true;
  }
  digest_->state = next.state;
  digest_->progress = next.progress;
  digest_->due = due.value_or(BootTime{});
  co_return true;
}

}  // namespace relay::pipeline
