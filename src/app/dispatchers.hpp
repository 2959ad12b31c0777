// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <list>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "app/task_group.hpp"
#include "relay/pipeline/dispatcher.hpp"

namespace relay::app {

// The dispatchers of all robots, over all generations of the configuration. At most one runs for a robot's name and one
// for its key at DingTalk, so that a reload neither sends an alert twice nor loosens the rate: what an attempt under
// way does is in the spool before the next dispatcher reads its ledger there.
class Dispatchers {
 public:
  // All references outlive it.
  Dispatchers(boost::asio::io_context& io, ports::Spool& spool, ports::Clock& clock, ports::EventSink& events,
              TaskGroup::OnBug on_bug);

  // From now on these robots, and no others. Each begins once what runs for its name or key has ended its attempt; the
  // others are not delayed. `sender` is shared by the dispatchers of one generation.
  void adopt(std::vector<pipeline::DispatcherOptions> robots, std::shared_ptr<ports::Sender> sender);

  // Something waits for this robot.
  void wake(const std::string& robot);
  // No further attempt begins.
  void stop();
  // Returns when all have ended, or soon after those that had not within `grace` were cancelled.
  boost::asio::awaitable<void> finish(Milliseconds grace);

 private:
  struct Running {
    std::shared_ptr<ports::Sender> sender;  // shared with the others of its generation
    std::string key;
    pipeline::Dispatcher dispatcher;
  };
  // Stable addresses: the coroutines hold references.
  using RunningList = std::list<std::unique_ptr<Running>>;

  void begin_what_can();
  void begin(pipeline::DispatcherOptions options);
  [[nodiscard]] bool is_held(const pipeline::DispatcherOptions& options) const;
  void block_host(const std::string& host, BootTime until);
  [[nodiscard]] double jitter() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

  boost::asio::io_context& io_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  std::mt19937_64 random_;
  std::vector<pipeline::DispatcherOptions> waiting_;  // of the newest generation, not begun
  std::shared_ptr<ports::Sender> sender_;             // of the newest generation; shared with its dispatchers
  RunningList running_;
  std::set<std::string> troubled_;  // robots whose last dispatcher ended while they did not take messages
  TaskGroup tasks_;
};

}  // namespace relay::app
