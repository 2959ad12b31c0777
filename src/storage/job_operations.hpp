// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "relay/ports/operations.hpp"
#include "storage/alert_story.hpp"
#include "storage/backup.hpp"
#include "storage/boot.hpp"
#include "storage/delivery_pick.hpp"
#include "storage/job_runner.hpp"
#include "storage/operator_changes.hpp"

namespace relay::storage {

// Where copies of the spool are made, and whose owner and mode they get.
struct SnapshotPlace {
  std::string path;
  std::string mode_like;
};

// ports::Operations as jobs for the writer thread; what each of them does stands in the file of its topic.
class JobOperations final : public ports::Operations {
 public:
  // `writer` need not be made yet. `moment` is called on its thread.
  JobOperations(JobRunner& writer, std::function<Moment()> moment, SnapshotPlace snapshots);

  boost::asio::awaitable<Result<std::vector<ports::ListedDelivery>>> list(ports::DeliveryFilter filter,
                                                                          std::size_t limit) override;
  boost::asio::awaitable<Result<ports::Audit>> audit() override;
  boost::asio::awaitable<Result<ports::Explanation>> explain(ports::AlertQuestion question) override;
  boost::asio::awaitable<Result<ports::Changed>> redrive(ports::DeliveryFilter filter) override;
  boost::asio::awaitable<Result<ports::Changed>> discard(ports::DeliveryFilter filter) override;
  boost::asio::awaitable<Result<bool>> pause(std::string robot) override;
  boost::asio::awaitable<Result<bool>> resume(std::string robot) override;
  boost::asio::awaitable<Result<std::string>> snapshot() override;

 private:
  enum class Change { redrive, discard };
  struct Listing {
    std::vector<ports::ListedDelivery> found;
    ports::DeliveryId next;
  };
  [[nodiscard]] boost::asio::awaitable<Result<Listing>> list_some(ports::DeliveryFilter filter, ports::DeliveryId from,
                                                                  std::size_t most);
  // One step: from where, and how many may be found.
  using Look = std::function<Result<AlertMatch>(Database&, ports::AlertId, std::size_t)>;
  [[nodiscard]] boost::asio::awaitable<Result<std::vector<ports::AlertId>>> search(Look look, std::size_t most);
  [[nodiscard]] boost::asio::awaitable<Result<ports::Explanation>> tell_all(std::optional<ports::AlertId> id);
  [[nodiscard]] boost::asio::awaitable<Result<ports::Explanation>> tell(std::optional<ports::AlertId> id);
  [[nodiscard]] boost::asio::awaitable<Result<ports::Changed>> change(Change what, ports::DeliveryFilter filter);
  [[nodiscard]] boost::asio::awaitable<Result<ChangeStep>> change_some(Change what, ports::DeliveryFilter filter,
                                                                       ports::DeliveryId from);
  [[nodiscard]] boost::asio::awaitable<Result<bool>> set(std::string robot, bool paused);
  [[nodiscard]] boost::asio::awaitable<Result<bool>> copy_some();

  JobRunner& writer_;
  std::function<Moment()> moment_;
  SnapshotPlace snapshots_;
  std::unique_ptr<Backup> backup_;  // on the writer thread only; null: none is being made
  bool copying_{false};
};

}  // namespace relay::storage
