// SPDX-License-Identifier: MIT
#include "http/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::http {
namespace {

using boost::asio::ip::tcp;

TEST(OpenListener, BindsAnAddress) {
  boost::asio::io_context io;
  for (const char* host : {"127.0.0.1", "localhost", "0.0.0.0", "::", "[::1]"}) {
    SCOPED_TRACE(host);
    tcp::acceptor acceptor(io);
    const auto port = open_listener(acceptor, host, 0);
    ASSERT_TRUE(port) << port.error().detail;
    EXPECT_EQ(*port, acceptor.local_endpoint().port());
  }
}

TEST(OpenListener, TheIpv6WildcardTakesIpv4Too) {
  boost::asio::io_context io;
  tcp::acceptor acceptor(io);
  const auto port = open_listener(acceptor, "::", 0);
  tcp::socket client(io);
  EXPECT_NO_THROW(client.connect({boost::asio::ip::address_v4::loopback(), *port}));
}

TEST(OpenListener, RefusesAName) {
  boost::asio::io_context io;
  tcp::acceptor acceptor(io);
  EXPECT_EQ(open_listener(acceptor, "relay.example.com", 0).error().kind, ErrorKind::invalid_argument);
}

TEST(OpenListener, LeavesTheAcceptorClosedWhenThePortIsTaken) {
  boost::asio::io_context io;
  tcp::acceptor first(io);
  tcp::acceptor second(io);
  const auto port = open_listener(first, "127.0.0.1", 0);
  const auto taken = open_listener(second, "127.0.0.1", *port);
  EXPECT_EQ(taken.error().kind, ErrorKind::io);
  EXPECT_FALSE(second.is_open());
}

}  // namespace
}  // namespace relay::http
