// SPDX-License-Identifier: MIT
#include "emulator/rate_limiter.hpp"

namespace relay::emulator {
namespace {

constexpr std::size_t kManyAccounts = 1'000;

}  // namespace

RateState RateLimiter::look(const std::string& token, BootTime now) {
  Account& account = accounts_[token];
  if (now < account.blocked_until) {
    if (rules_.extend_block) {
      account.blocked_until = now + rules_.block;
    }
    return RateState::blocked;
  }
  while (!account.requests.empty() && now - account.requests.front() >= rules_.window) {
    account.requests.pop_front();
  }
  if (account.requests.size() < rules_.per_window) {
    return RateState::free;
  }
  account.blocked_until = now + rules_.block;
  return RateState::exceeded;
}

void RateLimiter::count(const std::string& token, BootTime now) {
  accounts_[token].requests.push_back(now);
  if (accounts_.size() > kManyAccounts) {
    drop_idle_accounts(now);
  }
}

// Made-up tokens must not fill the memory.
void RateLimiter::drop_idle_accounts(BootTime now) {
  std::erase_if(accounts_, [&](const auto& entry) {
    const Account& account = entry.second;
    const bool idle = account.requests.empty() || now - account.requests.back() >= rules_.window;
    return idle && now >= account.blocked_until;
  });
}

}  // namespace relay::emulator
