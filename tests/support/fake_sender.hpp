// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "relay/ports/sender.hpp"
#include "support/manual_clock.hpp"

namespace relay::test {

// Answers what it was told to, in order, else "ok"; remembers what was sent and when.
class FakeSender final : public ports::Sender {
 public:
  explicit FakeSender(ManualClock& clock) : clock_(clock) {}

  boost::asio::awaitable<delivery::TransportOutcome> post(ports::OutboundRequest request) override;

  void answer(std::string body) {
    outcomes.push_back(delivery::Answer{200, std::move(body), "application/json", "", ""});
  }

  struct Sent {
    BootTime at;
    ports::OutboundRequest request;
  };
  std::deque<delivery::TransportOutcome> outcomes;
  std::vector<Sent> sent;
  Milliseconds takes{0};  // how long an answer takes

 private:
  ManualClock& clock_;
};

}  // namespace relay::test
