// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "relay/ports/clock.hpp"
#include "relay/ports/spool.hpp"
#include "storage/age_clock.hpp"
#include "storage/boot.hpp"
#include "storage/capacity.hpp"
#include "storage/copies.hpp"
#include "storage/database.hpp"
#include "storage/digests.hpp"
#include "storage/headroom.hpp"
#include "storage/job_operations.hpp"
#include "storage/job_runner.hpp"
#include "storage/retention.hpp"
#include "storage/spool_lock.hpp"
#include "storage/writer.hpp"

namespace relay::storage {

// What makes one spool this one.
struct Identity {
  std::string uid;  // random, made with the file
  Boot boot;
};

// Who drives a writer.
using MakeRunner = std::function<std::unique_ptr<JobRunner>(std::unique_ptr<Writer>)>;

// ports::Spool as jobs for the writer; what each of them does stands in the file of its topic.
class JobSpool final : public ports::Spool {
 public:
  struct Limits {
    Headroom headroom;
    Retention retention;
  };

  JobSpool(boost::asio::any_io_executor executor, const ports::Clock& clock, SpoolLock lock,
           std::unique_ptr<Database> database, Identity identity, Limits limits, WriterSettings settings,
           const MakeRunner& make_runner, SnapshotPlace snapshots = {});

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

  [[nodiscard]] ports::Operations& operations() { return operations_; }

 private:
  [[nodiscard]] boost::asio::awaitable<Result<std::int64_t>> expire_some(std::string robot,
                                                                         std::chrono::seconds max_age);
  [[nodiscard]] boost::asio::awaitable<Result<Copied>> copy_some(ports::Diversion diversion);
  // The members of one step, as the writer found them.
  struct Gathered {
    delivery::DigestBuilder builder;
    std::optional<DigestPlace> next;
  };
  [[nodiscard]] boost::asio::awaitable<Result<Gathered>> gather_some(ports::DigestId digest, DigestPlace from);
  [[nodiscard]] boost::asio::awaitable<Result<std::int64_t>> settle_some(ports::DigestId digest);
  // All where the writer runs.
  [[nodiscard]] Moment moment(BootTime now);
  [[nodiscard]] Moment moment() { return moment(clock_.boot_now()); }
  [[nodiscard]] Result<bool> upkeep(Database& database);
  [[nodiscard]] Result<ports::Appended> append(Database& database, const ports::NewAlert& alert);
  [[nodiscard]] Result<ports::SpoolStatus> status(Database& database);

  const ports::Clock& clock_;
  SpoolLock lock_;
  const Identity identity_;
  Headroom headroom_;
  const Retention retention_;
  AgeClock ages_;
  const std::unique_ptr<JobRunner> runner_;  // its thread uses all of the above
  JobRunner& writer_;
  JobOperations operations_;
};

}  // namespace relay::storage
