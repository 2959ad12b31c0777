// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>

#include "relay/base/time.hpp"

namespace relay::emulator {

struct RateRules {
  std::size_t per_window;
  std::chrono::seconds window;
  std::chrono::seconds block;
  bool extend_block;  // an attempt during the block starts it anew
};

enum class RateState { free, blocked, exceeded };

// Rows 5 and 6: a sliding window per token string, known or not, and a block once it is exceeded.
class RateLimiter {
 public:
  explicit RateLimiter(RateRules rules) : rules_(rules) {}

  // `exceeded` starts the block. Does not count the request.
  [[nodiscard]] RateState look(const std::string& token, BootTime now);
  void count(const std::string& token, BootTime now);

 private:
  struct Account {
    std::deque<BootTime> requests;
    BootTime blocked_until{BootTime::min()};
  };

  void drop_idle_accounts(BootTime now);

  RateRules rules_;
  std::map<std::string, Account> accounts_;
};

}  // namespace relay::emulator
