// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "relay/base/time.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/pipeline/courier.hpp"
#include "relay/pipeline/digest_desk.hpp"
#include "relay/pipeline/spool_worker.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/sender.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

// Something waits for another robot.
using WakeRobot = std::function<void(const std::string& robot)>;

struct DispatcherOptions {
  dingtalk::Robot robot;
  std::string fallback{};                                // the robot that gets copies while this one refuses messages
  dingtalk::RenderOptions render;                        // form and circumstances are the dispatcher's own
  Milliseconds window_span{60'500};                      // DingTalk counts a minute; half a second more for the network
  std::chrono::seconds max_age{std::chrono::hours{72}};  // a pending alert expires after this
};

// The second half of the line, for one robot: take from the spool -> render -> sign -> POST -> classify -> record. The
// planner says what goes next: one alert, or all that wait as a digest. One coroutine a robot, so that a slow one
// delays no other.
class Dispatcher {
 public:
  // All references outlive run().
  Dispatcher(boost::asio::any_io_executor executor, DispatcherOptions options, ports::Spool& spool,
             ports::Sender& sender, ports::Clock& clock, ports::EventSink& events, Jitter jitter, BlockHost block_host,
             WakeRobot wake_robot);

  // Delivers until stop() or cancellation; ends early, after a SpoolFailed event, when the spool fails.
  boost::asio::awaitable<void> run();

  // Something waits for this robot.
  void wake() {
    if (!sated_) {
      worker_.wake();
    }
  }
  // run() returns once the attempt under way, if any, has ended. Cancel run() to end that one too: it then stays an
  // open attempt in the spool.
  void stop() { worker_.stop(); }
  // Nothing leaves before `until`, and that is stored.
  void block_until(BootTime until);

  [[nodiscard]] const dingtalk::Robot& robot() const { return courier_.robot(); }
  // The robot takes messages, or nothing says otherwise.
  [[nodiscard]] bool is_open() const { return courier_.is_open(); }

 private:
  boost::asio::awaitable<bool> load();
  boost::asio::awaitable<bool> step();
  boost::asio::awaitable<bool> do_chores();
  boost::asio::awaitable<bool> store_block();
  boost::asio::awaitable<bool> expire();
  boost::asio::awaitable<bool> divert();
  boost::asio::awaitable<bool> end_diversion();

  boost::asio::awaitable<bool> deliver_singles(delivery::Slot slot);
  // Stores the outcome; the next attempt, when one may leave at once.
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> record(const ports::StartedAttempt& attempt,
                                                                              const Sent& sent);
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> store(ports::AttemptId attempt,
                                                                             ports::Outcome outcome, BootTime ended);
  boost::asio::awaitable<bool> deliver_digest();

  [[nodiscard]] bool may_go_on(BootTime now) const;
  [[nodiscard]] ports::NextSingle next_single(BootTime now) const;
  [[nodiscard]] std::string body_for(const ports::PendingDelivery& pending);

  DispatcherOptions options_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  SpoolWorker worker_;
  Courier courier_;
  DigestDesk desk_;
  WakeRobot wake_robot_;
  std::optional<BootTime> block_to_store_;
  std::optional<BootTime> next_expiry_check_;
  bool sated_{false};    // it waits for an instant, whatever comes meanwhile
  bool diverted_{true};  // copies may have gone to the fallback, if only in an earlier run
};

}  // namespace relay::pipeline
