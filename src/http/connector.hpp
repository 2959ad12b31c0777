// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <variant>

#include "http/resolver.hpp"
#include "http/stream.hpp"
#include "relay/base/url.hpp"
#include "relay/delivery/transport_outcome.hpp"
#include "relay/http/client.hpp"

namespace relay::http {

using Connected = std::variant<std::unique_ptr<Stream>, delivery::NoAnswer>;

// Opens connections that are ready for a request: name, TCP, proxy tunnel, TLS. Options, TLS context and resolver
// outlive it.
class Connector {
 public:
  Connector(asio::any_io_executor executor, const ClientOptions& options, asio::ssl::context& tls, Resolver& resolver)
      : executor_(std::move(executor)), options_(options), tls_(tls), resolver_(resolver) {}

  asio::awaitable<Connected> open(Url endpoint, SteadyTime deadline);

 private:
  asio::awaitable<Connected> dial(Url peer, SteadyTime deadline);
  asio::awaitable<Connected> tunnel(std::unique_ptr<Stream> stream, Url endpoint, SteadyTime deadline);
  asio::awaitable<Connected> secure(std::unique_ptr<Stream> stream, Url endpoint, SteadyTime deadline);

  asio::any_io_executor executor_;
  const ClientOptions& options_;
  asio::ssl::context& tls_;
  Resolver& resolver_;
};

// "Connection refused", "timed out", "cancelled".
[[nodiscard]] std::string words(error_code error);

}  // namespace relay::http
