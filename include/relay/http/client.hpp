// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/base/url.hpp"
#include "relay/ports/sender.hpp"

namespace relay::http {

struct ClientOptions {
  Milliseconds connect_deadline{5'000};  // resolve + connect + TLS
  Milliseconds total_deadline{10'000};   // the whole attempt
  Milliseconds idle_limit{60'000};       // a kept connection is closed after this
  std::size_t answer_limit{64 * 1024};   // bytes of an answer's body
  std::optional<Url> proxy;              // http://[user:password@]host:port; https targets go through CONNECT
  std::string ca_file;                   // PEM; empty: the system's store
  std::string user_agent{"sentry-dingtalk-relay"};
};

// POSTs over HTTP/1.1, with or without TLS (>= 1.2, peer and host name verified, SNI), one kept connection a robot.
// Names are resolved on a thread of its own, IPv4 first. invalid_argument/io when the CA file cannot be read.
[[nodiscard]] Result<std::unique_ptr<ports::Sender>> make_client(boost::asio::any_io_executor executor,
                                                                 ClientOptions options);

}  // namespace relay::http
