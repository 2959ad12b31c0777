// SPDX-License-Identifier: MIT
#include "http/listener.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <sys/socket.h>
#include <unistd.h>

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

// -1: the descriptor is no socket.
int socket_option(int descriptor, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  return ::getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

// Empty: it is what a listener needs.
std::string objection(int descriptor) {
  if (socket_option(descriptor, SO_TYPE) != SOCK_STREAM) {
    return "no stream socket";
  }
  const int family = socket_option(descriptor, SO_DOMAIN);
  if (family != AF_INET && family != AF_INET6) {
    return "no IPv4 or IPv6 socket";
  }
  return socket_option(descriptor, SO_ACCEPTCONN) == 1 ? std::string{} : "it does not listen";
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

Result<BoundAddress> adopt_listener(tcp::acceptor& acceptor, int descriptor) {
  auto problem = objection(descriptor);
  error_code error;
  if (problem.empty()) {
    const bool is_v6 = socket_option(descriptor, SO_DOMAIN) == AF_INET6;
    acceptor.assign(is_v6 ? tcp::v6() : tcp::v4(), descriptor, error);
    problem = error ? error.message() : std::string{};
  }
  if (!problem.empty()) {
    ::close(descriptor);
    return fail(ErrorKind::invalid_argument, "descriptor " + std::to_string(descriptor) + ": " + problem);
  }
  const auto local = acceptor.local_endpoint(error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
    return fail(ErrorKind::io, "descriptor " + std::to_string(descriptor) + ": " + error.message());
  }
  return BoundAddress{local.address().to_string(), local.port()};
}

}  // namespace relay::http
