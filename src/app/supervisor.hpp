// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <string>

#include "app/systemd.hpp"
#include "relay/base/time.hpp"

namespace relay::app {

// systemd, or whoever else passes NOTIFY_SOCKET: is told what state the service is in (sd_notify(3)). Says nothing to
// nobody when there is none.
class Supervisor {
 public:
  // `io` outlives it.
  Supervisor(boost::asio::io_context& io, const std::optional<Systemd>& systemd);

  // `status` is the line of `systemctl status`.
  void ready(const std::string& status);
  void reloading();
  void stopping();

  // From now on, twice in each WatchdogSec: a loop that is stuck does not ping, and systemd restarts the service. A
  // slow disk does not stop the pings: killing a process that waits for fsync mends no disk and lengthens the outage.
  void keep_alive();

 private:
  void ping();
  void tell(const std::string& state) const;

  std::optional<Systemd> systemd_;
  boost::asio::steady_timer timer_;
  Milliseconds interval_{0};
};

}  // namespace relay::app
