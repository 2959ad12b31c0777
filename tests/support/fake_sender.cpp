// SPDX-License-Identifier: MIT
#include "support/fake_sender.hpp"

namespace relay::test {

boost::asio::awaitable<delivery::TransportOutcome> FakeSender::post(ports::OutboundRequest request) {
  Sent entry{clock_.boot_now(), std::move(request)};
  sent.push_back(std::move(entry));
  if (takes.count() > 0) {
    co_await clock_.sleep_until(clock_.boot_now() + takes);
  }
  delivery::TransportOutcome outcome =
      delivery::Answer{200, R"({"errcode":0,"errmsg":"ok"})", "application/json", "", ""};
  if (!outcomes.empty()) {
    outcome = outcomes.front();
    outcomes.pop_front();
  }
  co_return outcome;
}

}  // namespace relay::test
