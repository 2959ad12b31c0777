// SPDX-License-Identifier: MIT
#include "http/listener.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include "http/async.hpp"

namespace relay::http {

namespace {

using asio::ip::tcp;

constexpr int kBacklog = 512;

Result<asio::ip::address> address_of(std::string host) {
  if (host == "localhost") {
    return asio::ip::address_v4::loopback();
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error) {
    return fail(ErrorKind::invalid_argument, "listen on " + host + ": not an IP address");
  }
  return address;
}

// Stops at the first step that fails.
error_code open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  error_code error;
  const auto step = [&error](auto&& call) {
    if (!error) {
      call();
    }
  };
  step([&] { acceptor.open(endpoint.protocol(), error); });
  step([&] { acceptor.set_option(tcp::acceptor::reuse_address{true}, error); });
  if (endpoint.address().is_v6()) {
    step([&] { acceptor.set_option(asio::ip::v6_only{false}, error); });
  }
  step([&] { acceptor.bind(endpoint, error); });
  step([&] { acceptor.listen(kBacklog, error); });
  return error;
}

}  // namespace

Result<std::uint16_t> open_listener(tcp::acceptor& acceptor, const std::string& host, std::uint16_t port) {
  const auto address = address_of(host);
  if (!address) {
    return address.error();
  }
  auto error = open(acceptor, tcp::endpoint{*address, port});
  const auto local = error ? tcp::endpoint{} : acceptor.local_endpoint(error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
    return fail(ErrorKind::io,
                "listen on " + address->to_string() + " port " + std::to_string(port) + ": " + error.message());
  }
  return local.port();
}

}  // namespace relay::http
