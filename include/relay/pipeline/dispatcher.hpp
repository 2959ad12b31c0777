// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "relay/base/time.hpp"
#include "relay/delivery/clock_correction.hpp"
#include "relay/delivery/rate_window.hpp"
#include "relay/delivery/robot_gate.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/pipeline/wake_signal.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/sender.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

struct DispatcherOptions {
  dingtalk::Robot robot;
  dingtalk::RenderOptions render;                        // form and maybe_duplicate are the dispatcher's own
  Milliseconds window_span{60'500};                      // DingTalk counts a minute; half a second more for the network
  std::chrono::seconds max_age{std::chrono::hours{72}};  // a pending alert expires after this
};

// The second half of the line, for one robot: take from the spool -> render -> sign -> POST -> classify -> record.
// One coroutine a robot, so that a slow one delays no other.
class Dispatcher {
 public:
  // A random number in [0, 1).
  using Jitter = std::function<double()>;
  // DingTalk refused the whole address: every robot of this endpoint host waits until then.
  using BlockHost = std::function<void(const std::string& host, BootTime until)>;

  // All references outlive run().
  Dispatcher(boost::asio::any_io_executor executor, DispatcherOptions options, ports::Spool& spool,
             ports::Sender& sender, ports::Clock& clock, ports::EventSink& events, Jitter jitter, BlockHost block_host);

  // Delivers until stop() or cancellation; ends early, after a SpoolFailed event, when the spool fails.
  boost::asio::awaitable<void> run();

  // Something waits for this robot.
  void wake();
  // run() returns once the attempt under way, if any, has ended. Cancel run() to end that one too: it then stays an
  // open attempt in the spool.
  void stop();
  // Nothing leaves before `until`, and that is stored.
  void block_until(BootTime until);

  [[nodiscard]] const dingtalk::Robot& robot() const { return options_.robot; }

 private:
  struct Sent {
    delivery::Verdict verdict;
    BootTime ended;
    Milliseconds took;
  };

  boost::asio::awaitable<bool> load();
  boost::asio::awaitable<bool> store_block();
  boost::asio::awaitable<bool> expire();
  boost::asio::awaitable<bool> step();
  boost::asio::awaitable<void> wait(std::optional<BootTime> due);
  boost::asio::awaitable<bool> deliver();
  boost::asio::awaitable<Sent> send(const ports::PendingDelivery& pending);
  boost::asio::awaitable<bool> record(const ports::PendingDelivery& pending, ports::AttemptId attempt,
                                      const Sent& sent);

  [[nodiscard]] std::string body_for(const ports::PendingDelivery& pending);
  void settle_window(const Sent& sent);
  void settle_gate(const Sent& sent);
  void say_gate(BootTime now);
  // Says so and returns true when the call failed: run() then ends.
  template <class T>
  bool failed(const Result<T>& result);

  DispatcherOptions options_;
  std::string robot_key_;
  ports::Spool& spool_;
  ports::Sender& sender_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  Jitter jitter_;
  BlockHost block_host_;
  WakeSignal signal_;
  delivery::RateWindow window_;
  delivery::RobotGate gate_;
  delivery::ClockCorrection correction_;
  std::optional<BootTime> block_to_store_;
  std::optional<BootTime> next_expiry_check_;
  bool stopping_{false};
};

}  // namespace relay::pipeline
