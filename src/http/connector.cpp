// SPDX-License-Identifier: MIT
#include "http/connector.hpp"

#include <boost/asio/error.hpp>
#include <string>
#include <utility>

#include "http/answer_reader.hpp"
#include "http/request_text.hpp"

namespace relay::http {

namespace {

using asio::ip::tcp;
using delivery::NoAnswer;
using delivery::TransportFailure;

std::string text_of(const tcp::endpoint& endpoint) {
  const auto address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

// Each address gets an equal share of what is left, so that a silent first one leaves time for the next.
SteadyTime share(SteadyTime deadline, std::size_t addresses_left) {
  const auto now = std::chrono::steady_clock::now();
  return now + (deadline - now) / static_cast<SteadyTime::duration::rep>(addresses_left);
}

}  // namespace

std::string words(error_code error) {
  if (error == asio::error::timed_out) {
    return "timed out";
  }
  return error == asio::error::operation_aborted ? "cancelled" : error.message();
}

asio::awaitable<Connected> Connector::open(Url endpoint, SteadyTime deadline) {
  auto connected = co_await dial(options_.proxy.value_or(endpoint), deadline);
  if (options_.proxy && endpoint.is_tls() && std::holds_alternative<std::unique_ptr<Stream>>(connected)) {
    connected = co_await tunnel(std::move(std::get<0>(connected)), endpoint, deadline);
  }
  if (endpoint.is_tls() && std::holds_alternative<std::unique_ptr<Stream>>(connected)) {
    connected = co_await secure(std::move(std::get<0>(connected)), endpoint, deadline);
  }
  co_return connected;
}

asio::awaitable<Connected> Connector::dial(Url peer, SteadyTime deadline) {
  const auto addresses = co_await resolver_.resolve(peer.host, deadline);
  if (!addresses) {
    co_return NoAnswer{TransportFailure::resolve, "resolve " + peer.host + ": " + addresses.error().detail};
  }
  NoAnswer problem{TransportFailure::connect, {}};
  for (std::size_t i = 0; i < addresses->size(); ++i) {
    const tcp::endpoint endpoint{(*addresses)[i], peer.port};
    auto stream = std::make_unique<Stream>(tcp::socket{executor_});
    const auto error = co_await stream->connect(endpoint, share(deadline, addresses->size() - i));
    if (!error) {
      co_return stream;
    }
    problem.detail = "connect " + text_of(endpoint) + ": " + words(error);
    if (error == asio::error::operation_aborted) {
      break;
    }
  }
  co_return problem;
}

asio::awaitable<Connected> Connector::tunnel(std::unique_ptr<Stream> stream, Url endpoint, SteadyTime deadline) {
  const auto text = connect_text(endpoint, *options_.proxy, options_.user_agent);
  if (!text) {
    co_return NoAnswer{TransportFailure::connect, text.error().detail};
  }
  const auto written = co_await stream->write(*text, deadline);
  if (written.error) {
    co_return NoAnswer{TransportFailure::connect, "proxy: " + words(written.error)};
  }
  const auto status = co_await read_connect_answer(*stream, deadline);
  if (!status) {
    co_return NoAnswer{TransportFailure::connect, "proxy: " + status.error().detail};
  }
  if (*status / 100 != 2) {
    co_return NoAnswer{TransportFailure::connect, "proxy answered CONNECT with " + std::to_string(*status)};
  }
  co_return stream;
}

asio::awaitable<Connected> Connector::secure(std::unique_ptr<Stream> stream, Url endpoint, SteadyTime deadline) {
  const auto error = co_await stream->connect_tls(tls_, endpoint.host, deadline);
  if (!error) {
    co_return stream;
  }
  const auto problem = stream->tls_problem();
  co_return NoAnswer{TransportFailure::tls,
                     "TLS " + endpoint.authority() + ": " + (problem.empty() ? words(error) : problem)};
}

}  // namespace relay::http
