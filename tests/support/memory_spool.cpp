// SPDX-License-Identifier: MIT
#include "support/memory_spool.hpp"

#include <algorithm>
#include <utility>

namespace relay::test {
namespace asio = boost::asio;

asio::awaitable<Result<ports::Appended>> MemorySpool::append(ports::NewAlert alert) {
  if (failure) {
    co_return *failure;
  }
  const std::string key = alert.dedup.scope + "\n" + alert.dedup.subject + "\n" + alert.dedup.state;
  const auto [found, fresh] = seen_.emplace(key, static_cast<ports::AlertId>(alerts.size() + 1));
  if (!fresh) {
    co_return ports::Appended{found->second, true};
  }
  if (!has_room) {
    co_return ports::Appended{0, false, true};
  }
  for (const routing::Destination& destination : alert.destinations) {
    const auto state = destination.is_delivered() ? delivery::State::pending : delivery::State::suppressed;
    deliveries.push_back({static_cast<ports::DeliveryId>(deliveries.size() + 1),
                          found->second,
                          destination.robot,
                          state,
                          destination.suppressed_by,
                          {},
                          BootTime{}});
  }
  alerts.push_back(std::move(alert));
  co_return ports::Appended{found->second, false};
}

namespace {

// What cannot be merged into a digest.
bool is_alone(const MemorySpool::Delivery& one) {
  return one.progress.unknown > 0 || one.progress.form == delivery::Form::plain;
}

// By the clocks of ManualClock, which start at these two instants and go alike.
BootTime accepted(const ports::NewAlert& alert) {
  constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
  return BootTime{std::chrono::hours{1}} + (alert.received - kStart);
}

constexpr ports::AttemptId kDigestAttempts = 1'000'000;  // attempts at digests are numbered from here

}  // namespace

bool MemorySpool::is_ready(const Delivery& one, const std::string& robot, ports::DeliveryId behind,
                           BootTime now) const {
  const bool counts = is_alone(one) || one.id > behind;
  return one.robot == robot && one.state == delivery::State::pending && one.due <= now && counts;
}

bool MemorySpool::is_member(const Delivery& one) const {
  return one.state == delivery::State::pending && !is_alone(one) && one.id <= digest->last;
}

asio::awaitable<Result<delivery::Backlog>> MemorySpool::backlog(std::string robot, ports::DeliveryId behind,
                                                                BootTime now) {
  ++backlog_calls;
  if (failure) {
    co_return *failure;
  }
  delivery::Backlog backlog;
  backlog.paused = paused;
  for (const Delivery& one : deliveries) {
    if (is_ready(one, robot, behind, now)) {
      ++backlog.ready;
      backlog.mergeable += is_alone(one) ? 0U : 1U;
      if (!is_alone(one) && !backlog.oldest.has_value()) {
        backlog.oldest = accepted(alerts.at(static_cast<std::size_t>(one.alert_id - 1)));
      }
    } else if (is_ready(one, robot, behind, BootTime::max())) {
      backlog.next_due = std::min(backlog.next_due.value_or(one.due), one.due);
    }
  }
  co_return backlog;
}

asio::awaitable<Result<std::optional<ports::StartedAttempt>>> MemorySpool::begin_single(ports::NextSingle next) {
  const auto waiting = co_await backlog(next.robot, next.behind, next.now);
  if (!waiting) {
    co_return waiting.error();
  }
  const auto slot = next.decide(*waiting);
  const auto found = std::find_if(deliveries.begin(), deliveries.end(), [&](const Delivery& one) {
    return is_ready(one, next.robot, next.behind, next.now);
  });
  std::optional<ports::StartedAttempt> started;
  if (slot.has_value() && found != deliveries.end()) {
    const ports::NewAlert& alert = alerts.at(static_cast<std::size_t>(found->alert_id - 1));
    started = ports::StartedAttempt{found->id,
                                    {found->id, found->alert_id, alert.alert, alert.received, found->progress,
                                     "spool:" + std::to_string(found->id)},
                                    *slot};
    started->delivery.riders = riders;
    ++found->progress.attempts;
    open_attempts.push_back(found->id);
    slots.push_back(*slot);
  }
  co_return started;
}

asio::awaitable<Result<std::optional<ports::StartedAttempt>>> MemorySpool::end_and_begin_single(
    ports::AttemptId attempt, ports::Outcome outcome, ports::NextSingle next) {
  const auto ended = co_await end_attempt(attempt, std::move(outcome), next.now);
  if (!ended) {
    co_return ended.error();
  }
  co_return co_await begin_single(std::move(next));
}

asio::awaitable<Result<std::optional<ports::OpenDigest>>> MemorySpool::find_digest(std::string) {
  if (failure) {
    co_return *failure;
  }
  co_return digest;
}

asio::awaitable<Result<ports::OpenDigest>> MemorySpool::open_digest(std::string) {
  if (failure) {
    co_return *failure;
  }
  ++digests_;
  digest = ports::OpenDigest{digests_, deliveries.back().id, delivery::State::pending,
                             {},       BootTime{},           "spool:digest:" + std::to_string(digests_)};
  co_return *digest;
}

asio::awaitable<Result<delivery::DigestBuilder>> MemorySpool::gather_digest(ports::DigestId) {
  if (failure) {
    co_return *failure;
  }
  delivery::DigestBuilder builder;
  for (const Delivery& one : deliveries) {
    if (is_member(one)) {
      const ports::NewAlert& alert = alerts.at(static_cast<std::size_t>(one.alert_id - 1));
      builder.add({one.alert_id, issue_key(alert.alert), alert.alert.project, alert.alert.level,
                   delivery::Novelty::first, alert.received});
    }
  }
  co_return builder;
}

asio::awaitable<Result<std::vector<alert::Alert>>> MemorySpool::alerts_of(std::vector<ports::AlertId> ids) {
  if (failure) {
    co_return *failure;
  }
  std::vector<alert::Alert> found;
  for (const ports::AlertId id : ids) {
    found.push_back(alerts.at(static_cast<std::size_t>(id - 1)).alert);
  }
  co_return found;
}

asio::awaitable<Result<ports::AttemptId>> MemorySpool::begin_digest_attempt(ports::DigestId id, std::string, BootTime) {
  if (failure) {
    co_return *failure;
  }
  ++digest->progress.attempts;
  slots.push_back(delivery::Slot::digest);
  open_attempts.push_back(kDigestAttempts + id);
  co_return kDigestAttempts + id;
}

asio::awaitable<Result<std::int64_t>> MemorySpool::settle_digest(ports::DigestId) {
  if (failure) {
    co_return *failure;
  }
  std::int64_t count = 0;
  for (Delivery& one : deliveries) {
    if (is_member(one)) {
      one.state = digest->state == delivery::State::shown ? delivery::State::digested : digest->state;
      ++count;
    }
  }
  digest.reset();
  co_return count;
}

asio::awaitable<Result<void>> MemorySpool::end_attempt(ports::AttemptId attempt, ports::Outcome outcome, BootTime) {
  if (failure) {
    co_return *failure;
  }
  std::erase(open_attempts, attempt);
  if (outcome.blocked_until) {
    blocks["robot"] = *outcome.blocked_until;
  }
  if (attempt > kDigestAttempts) {
    digest->state = outcome.state;
    digest->progress = outcome.progress;
    digest->due = outcome.due.value_or(digest->due);
    if (outcome.state == delivery::State::pending && outcome.digest == ports::DigestFate::dissolve) {
      digest.reset();
    }
    co_return boost::system::in_place_value;
  }
  Delivery& delivery = deliveries.at(static_cast<std::size_t>(attempt - 1));
  delivery.state = outcome.state;
  delivery.progress = outcome.progress;
  delivery.due = outcome.due.value_or(delivery.due);
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<ports::RobotLedger>> MemorySpool::ledger(std::string, delivery::SlotCounts, BootTime) {
  if (failure) {
    co_return *failure;
  }
  co_return stored_ledger;
}

asio::awaitable<Result<void>> MemorySpool::block(std::string, BootTime until, delivery::Reason) {
  if (failure) {
    co_return *failure;
  }
  blocks["host"] = until;
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<std::int64_t>> MemorySpool::expire(std::string robot, std::chrono::seconds) {
  expiry_asked.push_back(std::move(robot));
  if (failure) {
    co_return *failure;
  }
  co_return std::exchange(to_expire, 0);
}

asio::awaitable<Result<std::int64_t>> MemorySpool::divert(ports::Diversion diversion) {
  if (failure) {
    co_return *failure;
  }
  if (!diversion_) {
    notices.push_back(diversion.notice());
    diversion_ = true;
  }
  std::int64_t fresh = 0;
  for (const Delivery& one : deliveries) {
    const bool waits = one.robot == diversion.robot && one.state == delivery::State::pending;
    fresh += waits && copies.emplace(one.id, diversion.fallback).second ? 1 : 0;
  }
  co_return fresh;
}

asio::awaitable<Result<void>> MemorySpool::end_diversion(std::string) {
  if (failure) {
    co_return *failure;
  }
  diversions_ended += diversion_ ? 1 : 0;
  diversion_ = false;
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<std::vector<std::string>>> MemorySpool::untold_losses(Milliseconds) {
  if (failure) {
    co_return *failure;
  }
  std::vector<std::string> robots;
  for (const auto& [robot, lost] : losses) {
    robots.push_back(robot);
  }
  co_return robots;
}

asio::awaitable<Result<std::int64_t>> MemorySpool::tell_losses(
    std::string robot, std::function<alert::Alert(const delivery::Losses&)> compose) {
  if (failure) {
    co_return *failure;
  }
  const std::int64_t told = losses.at(robot).total();
  notices.push_back(compose(losses.at(robot)));
  losses.erase(robot);
  co_return told;
}

asio::awaitable<Result<ports::SourceState>> MemorySpool::watch(ports::SourceWatch watch) {
  if (failure) {
    co_return *failure;
  }
  watches.push_back(std::move(watch));
  co_return source_state;
}

asio::awaitable<Result<ports::SpoolCounts>> MemorySpool::counts() {
  ports::SpoolCounts counts{static_cast<std::int64_t>(alerts.size()), 0, {}};
  co_return counts;
}

asio::awaitable<Result<ports::SpoolStatus>> MemorySpool::status() {
  ++status_calls;
  if (failure) {
    co_return *failure;
  }
  co_return stored_status;
}

}  // namespace relay::test
