// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "relay/base/time_zone.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/pipeline/spool_worker.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

struct AnnouncerOptions {
  std::vector<std::string> robots;
  std::map<std::string, std::chrono::seconds> silence_alarms;  // by source
  dingtalk::Language language{dingtalk::Language::en};
  TimeZone zone{TimeZone::utc()};
};

// Tells the chats what went wrong behind their backs, once a minute at most: alerts of theirs that did not arrive (once
// an hour a robot), and a source that nobody heard from for longer than its alarm.
class Announcer {
 public:
  using Wake = std::function<void(const std::string& robot)>;

  // All references outlive run().
  Announcer(boost::asio::any_io_executor executor, AnnouncerOptions options, ports::Spool& spool, ports::Clock& clock,
            ports::EventSink& events, Wake wake);

  // Until stop() or cancellation; ends early, after a SpoolFailed event, when the spool fails.
  boost::asio::awaitable<void> run();
  void stop() { worker_.stop(); }
  // A new configuration.
  void adopt(AnnouncerOptions options);
  // Something authentic came from this source.
  void heard(const std::string& source);

 private:
  boost::asio::awaitable<void> tell_losses();
  boost::asio::awaitable<void> watch_sources();
  void say(const std::string& source, std::chrono::seconds alarm, ports::SourceState state);

  AnnouncerOptions options_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  Wake wake_;
  SpoolWorker worker_;
  std::map<std::string, WallTime> heard_;  // since the last look
  std::set<std::string> silent_;           // those that were said to be
};

}  // namespace relay::pipeline
