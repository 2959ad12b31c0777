// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "relay/base/url.hpp"
#include "relay/delivery/transport_outcome.hpp"

namespace relay::ports {

// One POST of JSON. `target` is path and query, already encoded; it holds the token: never log it.
struct OutboundRequest {
  std::string robot;  // connections are kept and reused per robot, so that a slow one delays no other
  Url endpoint;       // scheme, host and port
  std::string target;
  std::string body;
};

// Carries requests out. Deadlines, TLS checks and the cap on the answer are its own; it never follows a redirect and
// never sends a request twice. Never throws for what the network does.
class Sender {
 public:
  virtual ~Sender() = default;
  // Cancelling the coroutine ends the attempt at once, with the failure that tells how far it got.
  virtual boost::asio::awaitable<delivery::TransportOutcome> post(OutboundRequest request) = 0;
};

}  // namespace relay::ports
