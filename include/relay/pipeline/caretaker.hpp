// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "relay/pipeline/spool_worker.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

// Looks after the alerts of robots that left the configuration: nobody delivers them, so once an hour those older than
// `max_age` expire, counted and said. A robot that comes back under its name finds the rest.
class Caretaker {
 public:
  // All references outlive run().
  Caretaker(boost::asio::any_io_executor executor, std::vector<std::string> robots, std::chrono::seconds max_age,
            ports::Spool& spool, ports::Clock& clock, ports::EventSink& events);

  // Until stop() or cancellation; ends early, after a SpoolFailed event, when the spool fails.
  boost::asio::awaitable<void> run();
  void stop() { worker_.stop(); }
  // A new configuration: from now on these.
  void look_after(std::vector<std::string> robots);

 private:
  boost::asio::awaitable<void> expire_all();

  std::vector<std::string> robots_;
  std::chrono::seconds max_age_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  SpoolWorker worker_;
};

}  // namespace relay::pipeline
