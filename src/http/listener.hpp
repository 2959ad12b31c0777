// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

#include "relay/base/result.hpp"
#include "relay/http/server.hpp"

namespace relay::http {

// Binds and listens: SO_REUSEADDR, never SO_REUSEPORT (two daemons would share the port silently), IPv4 too on an IPv6
// wildcard. `host` is an IP address, with or without brackets, or "localhost". The bound port is the value.
[[nodiscard]] Result<std::uint16_t> open_listener(boost::asio::ip::tcp::acceptor& acceptor, const std::string& host,
                                                  std::uint16_t port);

// Takes over a stream socket of IPv4 or IPv6 that listens already. Owns the descriptor, also when it refuses it.
[[nodiscard]] Result<BoundAddress> adopt_listener(boost::asio::ip::tcp::acceptor& acceptor, int descriptor);

}  // namespace relay::http
