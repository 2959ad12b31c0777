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
  boost::asio::awaitable<Result<delivery::Backlog>> backlog(std::string robot, ports::DeliveryId behind,
                                                            BootTime now) override;
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> begin_single(ports::NextSingle next) override;
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> end_and_begin_single(
      ports::AttemptId attempt, ports::Outcome outcome, ports::NextSingle next) override;
  boost::asio::awaitable<Result<std::optional<ports::OpenDigest>>> find_digest(std::string robot) override;
  boost::asio::awaitable<Result<ports::OpenDigest>> open_digest(std::string robot) override;
  boost::asio::awaitable<Result<delivery::DigestBuilder>> gather_digest(ports::DigestId digest) override;
  boost::asio::awaitable<Result<std::vector<alert::Alert>>> alerts_of(std::vector<ports::AlertId> ids) override;
  boost::asio::awaitable<Result<ports::AttemptId>> begin_digest_attempt(ports::DigestId digest, std::string robot_key,
                                                                        BootTime now) override;
  boost::asio::awaitable<Result<std::int64_t>> settle_digest(ports::DigestId digest) override;
  boost::asio::awaitable<Result<void>> end_attempt(ports::AttemptId attempt, ports::Outcome outcome,
                                                   BootTime now) override;
  boost::asio::awaitable<Result<ports::RobotLedger>> ledger(std::string robot_key, delivery::SlotCounts slots,
                                                            BootTime now) override;
  boost::asio::awaitable<Result<void>> block(std::string robot_key, BootTime until, delivery::Reason reason) override;
  boost::asio::awaitable<Result<std::int64_t>> expire(std::string robot, std::chrono::seconds max_age) override;
  boost::asio::awaitable<Result<std::int64_t>> divert(ports::Diversion diversion) override;
  boost::asio::awaitable<Result<void>> end_diversion(std::string robot) override;
  boost::asio::awaitable<Result<std::vector<std::string>>> untold_losses(Milliseconds interval) override;
  boost::asio::awaitable<Result<std::int64_t>> tell_losses(
      std::string robot, std::function<alert::Alert(const delivery::Losses&)> compose) override;
  boost::asio::awaitable<Result<ports::SourceState>> watch(ports::SourceWatch watch) override;
  boost::asio::awaitable<Result<ports::SpoolCounts>> counts() override;
  boost::asio::awaitable<Result<ports::SpoolStatus>> status() override;

  std::optional<Error> failure;
  bool has_room{true};                  // else new alerts are shed
  std::vector<ports::NewAlert> alerts;  // the id is the index + 1
  std::vector<Delivery> deliveries;     // likewise
  std::vector<ports::DeliveryId> open_attempts;
  std::map<std::string, BootTime> blocks;
  ports::RobotLedger stored_ledger;
  std::optional<ports::OpenDigest> digest;          // the one under way
  std::vector<delivery::Slot> slots;                // of every attempt
  std::optional<delivery::Riders> riders;           // of every single
  std::map<ports::DeliveryId, std::string> copies;  // of a delivery, for this fallback
  std::int64_t diversions_ended{0};
  std::map<std::string, delivery::Losses> losses;  // until they are told
  std::vector<alert::Alert> notices;               // that were composed
  std::vector<ports::SourceWatch> watches;
  ports::SourceState source_state{ports::SourceState::heard};
  std::int64_t to_expire{0};
  std::vector<std::string> expiry_asked;  // for which robots, failed calls too
  bool paused{false};
  ports::SpoolStatus stored_status{{}, 4096, 1U << 20U, true};
  int status_calls{0};
  int backlog_calls{0};

 private:
  [[nodiscard]] bool is_ready(const Delivery& one, const std::string& robot, ports::DeliveryId behind,
                              BootTime now) const;
  [[nodiscard]] bool is_member(const Delivery& one) const;

  std::map<std::string, ports::AlertId> seen_;
  ports::DigestId digests_{0};
  bool diversion_{false};
};

}  // namespace relay::test
