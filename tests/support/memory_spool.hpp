// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "relay/ports/spool.hpp"

namespace relay::test {

// A spool without a disk, for tests of the pipeline. `failure` makes every call fail.
class MemorySpool final : public ports::Spool {
 public:
  struct Delivery {
    ports::DeliveryId id;
    ports::AlertId alert_id;
    std::string robot;
    delivery::State state;
    std::string reason;
    delivery::Progress progress;
    BootTime due;
  };

  boost::asio::awaitable<Result<ports::Appended>> append(ports::NewAlert alert) override;
  boost::asio::awaitable<Result<std::optional<BootTime>>> earliest_due(std::string robot) override;
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> begin_next(std::string robot,
                                                                                  std::string robot_key,
                                                                                  BootTime now) override;
  boost::asio::awaitable<Result<void>> end_attempt(ports::AttemptId attempt, ports::Outcome outcome,
                                                   BootTime now) override;
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> end_and_begin_next(ports::AttemptId attempt,
                                                                                          ports::Outcome outcome,
                                                                                          std::string robot,
                                                                                          std::string robot_key,
                                                                                          BootTime now) override;
  boost::asio::awaitable<Result<ports::RobotLedger>> ledger(std::string robot_key, std::size_t limit,
                                                            BootTime now) override;
  boost::asio::awaitable<Result<void>> block(std::string robot_key, BootTime until, delivery::Reason reason) override;
  boost::asio::awaitable<Result<std::int64_t>> expire(std::string robot, std::chrono::seconds max_age) override;
  boost::asio::awaitable<Result<ports::SpoolCounts>> counts() override;
  boost::asio::awaitable<Result<ports::SpoolStatus>> status() override;

  std::optional<Error> failure;
  std::vector<ports::NewAlert> alerts;  // the id is the index + 1
  std::vector<Delivery> deliveries;     // likewise
  std::vector<ports::DeliveryId> open_attempts;
  std::map<std::string, BootTime> blocks;
  ports::RobotLedger stored_ledger;
  std::int64_t to_expire{0};
  ports::SpoolStatus stored_status{{}, 4096, 1U << 20U, true};
  int status_calls{0};

 private:
  std::map<std::string, ports::AlertId> seen_;
};

}  // namespace relay::test
