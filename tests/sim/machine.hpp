// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "relay/ports/clock.hpp"
#include "sim/timeline.hpp"

namespace relay::sim {

// The computer that the relay runs on: when it was switched on, and what its wall clock says.
struct Machine {
  Instant booted{-Milliseconds{std::chrono::hours{1}}};
  int boots{1};
  Milliseconds wall_offset{0};  // wall clock minus true time

  [[nodiscard]] std::string boot_id() const { return "boot-" + std::to_string(boots); }
};

inline constexpr WallTime kBeginning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

// The clock of one run of the relay.
class MachineClock final : public ports::Clock {
 public:
  // Both outlive it.
  MachineClock(const Timeline& timeline, const Machine& machine) : timeline_(timeline), machine_(machine) {}

  [[nodiscard]] BootTime boot_now() const override { return BootTime{timeline_.now() - machine_.booted}; }
  [[nodiscard]] WallTime wall_now() const override { return kBeginning + timeline_.now() + machine_.wall_offset; }
  boost::asio::awaitable<void> sleep_until(BootTime due) override;

  // When the next sleeper is due.
  [[nodiscard]] std::optional<Instant> next();
  // Those that are due.
  void wake();

 private:
  const Timeline& timeline_;
  const Machine& machine_;
  std::multimap<Instant, std::shared_ptr<boost::asio::steady_timer>> sleepers_;  // shared with the coroutine
};

}  // namespace relay::sim
