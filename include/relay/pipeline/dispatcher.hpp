// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "relay/base/time.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/delivery/retry_policy.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/pipeline/courier.hpp"
#include "relay/pipeline/wake_signal.hpp"
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
  void wake();
  // run() returns once the attempt under way, if any, has ended. Cancel run() to end that one too: it then stays an
  // open attempt in the spool.
  void stop();
  // Nothing leaves before `until`, and that is stored.
  void block_until(BootTime until);

  [[nodiscard]] const dingtalk::Robot& robot() const { return courier_.robot(); }

 private:
  boost::asio::awaitable<bool> load();
  boost::asio::awaitable<bool> step();
  boost::asio::awaitable<bool> do_chores();
  boost::asio::awaitable<bool> store_block();
  boost::asio::awaitable<bool> find_digest();
  boost::asio::awaitable<bool> settle_digest();
  boost::asio::awaitable<bool> expire();
  boost::asio::awaitable<bool> divert();
  boost::asio::awaitable<void> wait(std::optional<BootTime> due);

  boost::asio::awaitable<bool> deliver_singles(delivery::Slot slot);
  // Stores the outcome; the next attempt, when one may leave at once.
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> record(const ports::StartedAttempt& attempt,
                                                                              const Sent& sent);
  boost::asio::awaitable<Result<std::optional<ports::StartedAttempt>>> store(ports::AttemptId attempt,
                                                                             ports::Outcome outcome, BootTime ended);
  boost::asio::awaitable<bool> deliver_digest();
  boost::asio::awaitable<bool> record_digest(ports::AttemptId attempt, const delivery::Digest& digest,
                                             const Sent& sent);

  [[nodiscard]] bool may_go_on(BootTime now) const;
  [[nodiscard]] ports::NextSingle next_single(BootTime now) const;
  [[nodiscard]] ports::DeliveryId behind() const { return digest_.has_value() ? digest_->last : 0; }
  [[nodiscard]] std::optional<BootTime> digest_due() const;
  [[nodiscard]] std::string body_for(const ports::PendingDelivery& pending);
  [[nodiscard]] std::string body_for(const delivery::Digest& digest) const;
  [[nodiscard]] ports::Outcome outcome_of(const delivery::NextStep& next, const Sent& sent) const;
  // From the end of an attempt until the next may start, as far as it is known; nothing after an end.
  [[nodiscard]] std::optional<Milliseconds> retry_in(const delivery::NextStep& next, const Sent& sent) const;
  // Says so and returns true when the call failed: run() then ends.
  template <class T>
  bool failed(const Result<T>& result);

  DispatcherOptions options_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  WakeSignal signal_;
  Courier courier_;
  WakeRobot wake_robot_;
  std::optional<ports::OpenDigest> digest_;
  std::optional<BootTime> block_to_store_;
  std::optional<BootTime> next_expiry_check_;
  bool diverted_{true};  // copies may have gone to the fallback, if only in an earlier run
  bool stopping_{false};
  bool spool_failed_{false};
};

}  // namespace relay::pipeline
