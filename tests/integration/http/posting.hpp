// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "relay/http/client.hpp"
#include "support/run_coroutine.hpp"

namespace relay::test {

inline Url endpoint_at(std::uint16_t port, std::string scheme = "http", std::string host = "127.0.0.1") {
  Url url;
  url.scheme = std::move(scheme);
  url.host = std::move(host);
  url.port = port;
  url.path = "/";
  return url;
}

inline ports::OutboundRequest outbound(Url endpoint, std::string robot = "ops") {
  return ports::OutboundRequest{std::move(robot), std::move(endpoint), "/robot/send?access_token=canary", R"({"a":1})"};
}

// A client and the loop that runs it, by hand.
class Posting {
 public:
  explicit Posting(http::ClientOptions options = {})
      : client_(*http::make_client(io_.get_executor(), std::move(options))) {}

  delivery::TransportOutcome post(ports::OutboundRequest request) {
    return run_coroutine(io_, client_->post(std::move(request)));
  }
  delivery::TransportOutcome post(std::uint16_t port) { return post(outbound(endpoint_at(port))); }

  boost::asio::io_context& io() { return io_; }
  ports::Sender& sender() { return *client_; }

 private:
  boost::asio::io_context io_{1};
  std::unique_ptr<ports::Sender> client_;
};

inline std::string failure_of(const delivery::TransportOutcome& outcome) {
  const auto* failure = std::get_if<delivery::NoAnswer>(&outcome);
  if (failure == nullptr) {
    return "answered";
  }
  switch (failure->failure) {
    case delivery::TransportFailure::resolve:
      return "resolve";
    case delivery::TransportFailure::connect:
      return "connect";
    case delivery::TransportFailure::tls:
      return "tls";
    case delivery::TransportFailure::write:
      return "write";
    case delivery::TransportFailure::unanswered:
      return "unanswered";
    case delivery::TransportFailure::shutting_down:
      return "shutting_down";
  }
  return "?";
}

inline std::string detail_of(const delivery::TransportOutcome& outcome) {
  const auto* failure = std::get_if<delivery::NoAnswer>(&outcome);
  return failure == nullptr ? std::string{} : failure->detail;
}

inline int status_of(const delivery::TransportOutcome& outcome) {
  const auto* answer = std::get_if<delivery::Answer>(&outcome);
  return answer == nullptr ? 0 : answer->status;
}

inline std::string body_of(const delivery::TransportOutcome& outcome) {
  const auto* answer = std::get_if<delivery::Answer>(&outcome);
  return answer == nullptr ? std::string{} : answer->body;
}

}  // namespace relay::test
