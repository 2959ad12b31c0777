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

asio::awaitable<Result<std::optional<BootTime>>> MemorySpool::earliest_due(std::string robot) {
  if (failure) {
    co_return *failure;
  }
  std::optional<BootTime> due;
  for (const Delivery& one : deliveries) {
    if (one.robot == robot && one.state == delivery::State::pending) {
      due = std::min(due.value_or(one.due), one.due);
    }
  }
  co_return due;
}

asio::awaitable<Result<std::optional<ports::PendingDelivery>>> MemorySpool::next(std::string robot, BootTime now) {
  if (failure) {
    co_return *failure;
  }
  const auto found = std::find_if(deliveries.begin(), deliveries.end(), [&](const Delivery& one) {
    return one.robot == robot && one.state == delivery::State::pending && one.due <= now;
  });
  std::optional<ports::PendingDelivery> pending;
  if (found != deliveries.end()) {
    const ports::NewAlert& alert = alerts.at(static_cast<std::size_t>(found->alert_id - 1));
    pending = ports::PendingDelivery{found->id,      found->alert_id, alert.alert,
                                     alert.received, found->progress, "spool:" + std::to_string(found->id)};
  }
  co_return pending;
}

asio::awaitable<Result<ports::AttemptId>> MemorySpool::begin_attempt(ports::DeliveryId delivery, std::string,
                                                                     BootTime) {
  if (failure) {
    co_return *failure;
  }
  ++deliveries.at(static_cast<std::size_t>(delivery - 1)).progress.attempts;
  open_attempts.push_back(delivery);
  co_return delivery;
}

asio::awaitable<Result<void>> MemorySpool::end_attempt(ports::AttemptId attempt, ports::Outcome outcome, BootTime) {
  if (failure) {
    co_return *failure;
  }
  std::erase(open_attempts, attempt);
  Delivery& delivery = deliveries.at(static_cast<std::size_t>(attempt - 1));
  delivery.state = outcome.state;
  delivery.progress = outcome.progress;
  delivery.due = outcome.due.value_or(delivery.due);
  if (outcome.blocked_until) {
    blocks["robot"] = *outcome.blocked_until;
  }
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<ports::RobotLedger>> MemorySpool::ledger(std::string, std::size_t, BootTime) {
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

asio::awaitable<Result<std::int64_t>> MemorySpool::expire(std::string, std::chrono::seconds) {
  if (failure) {
    co_return *failure;
  }
  co_return std::exchange(to_expire, 0);
}

asio::awaitable<Result<ports::SpoolCounts>> MemorySpool::counts() {
  ports::SpoolCounts counts{static_cast<std::int64_t>(alerts.size()), 0, {}};
  co_return counts;
}

}  // namespace relay::test
