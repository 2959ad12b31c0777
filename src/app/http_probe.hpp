// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"

namespace relay::app {

struct ProbeRequest {
  std::string host;  // address
  std::uint16_t port;
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Milliseconds deadline{5'000};
  int connected{-1};  // a Unix socket on which the request goes instead; the probe owns it
};

struct ProbeReply {
  int status;
  std::string body;
};

// One plain HTTP/1.1 request to a server of this program on this machine: health checks and the demo's own Sentry.
// Not for strangers: the answer is read to its end, up to 64 MiB, and only its status line is looked at.
boost::asio::awaitable<Result<ProbeReply>> probe(ProbeRequest request);

}  // namespace relay::app
