// SPDX-License-Identifier: MIT
#include "app/supervisor.hpp"

#include <cstdint>
#include <ctime>

namespace relay::app {
namespace {

// systemd orders our messages by it.
std::string monotonic_usec() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::to_string(std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000);
}

// A line feed would begin another assignment.
std::string one_line(std::string text) {
  for (char& c : text) {
    c = c == '\n' ? ' ' : c;
  }
  return text;
}

Milliseconds half_of_the_watchdog(const std::optional<Systemd>& systemd) {
  std::uint64_t microseconds = 0;
  const bool watched = systemd.has_value() && systemd->watchdog_enabled(0, &microseconds) > 0;
  return watched ? Milliseconds{microseconds / 2'000} : Milliseconds{0};
}

}  // namespace

Supervisor::Supervisor(boost::asio::io_context& io, const std::optional<Systemd>& systemd)
    : systemd_(systemd), timer_(io), interval_(half_of_the_watchdog(systemd)) {}

void Supervisor::tell(const std::string& state) const {
  if (systemd_.has_value()) {
    static_cast<void>(systemd_->notify(0, state.c_str()));
  }
}

void Supervisor::ready(const std::string& status) { tell("READY=1\nSTATUS=" + one_line(status)); }

void Supervisor::reloading() { tell("RELOADING=1\nMONOTONIC_USEC=" + monotonic_usec() + "\nSTATUS=reloading"); }

void Supervisor::stopping() { tell("STOPPING=1\nSTATUS=stopping"); }

void Supervisor::keep_alive() {
  if (interval_.count() > 0) {
    ping();
  }
}

void Supervisor::ping() {
  tell("WATCHDOG=1");
  timer_.expires_after(interval_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) {
      ping();
    }
  });
}

}  // namespace relay::app
