// SPDX-License-Identifier: MIT
#include "http/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

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

// A socket made elsewhere, as systemd would pass it.
int made_elsewhere(int family, int type) { return ::socket(family, type | SOCK_CLOEXEC, 0); }

TEST(AdoptListener, TakesASocketThatListens) {
  boost::asio::io_context io;
  for (const int family : {AF_INET, AF_INET6}) {
    SCOPED_TRACE(family);
    const int descriptor = made_elsewhere(family, SOCK_STREAM);
    ASSERT_EQ(::listen(descriptor, 5), 0);  // on a free port of every address
    tcp::acceptor acceptor(io);
    const auto bound = adopt_listener(acceptor, descriptor);
    ASSERT_TRUE(bound) << bound.error().detail;
    EXPECT_EQ(bound->host, family == AF_INET ? "0.0.0.0" : "::");
    EXPECT_EQ(bound->port, acceptor.local_endpoint().port());
    EXPECT_NE(bound->port, 0);
  }
}

TEST(AdoptListener, RefusesEverythingElseAndClosesIt) {
  struct Case {
    const char* says;
    int descriptor;
  };
  const Case cases[] = {
      {"it does not listen", made_elsewhere(AF_INET, SOCK_STREAM)},
      {"no stream socket", made_elsewhere(AF_INET, SOCK_DGRAM)},
      {"no IPv4 or IPv6 socket", made_elsewhere(AF_UNIX, SOCK_STREAM)},
      {"no stream socket", ::open("/dev/null", O_RDONLY | O_CLOEXEC)},
  };
  boost::asio::io_context io;
  for (const Case& c : cases) {
    SCOPED_TRACE(c.says);
    tcp::acceptor acceptor(io);
    const auto bound = adopt_listener(acceptor, c.descriptor);
    ASSERT_TRUE(bound.has_error());
    EXPECT_THAT(bound.error().detail, testing::HasSubstr(c.says));
    EXPECT_FALSE(acceptor.is_open());
    EXPECT_EQ(::fcntl(c.descriptor, F_GETFD), -1);
  }
}

}  // namespace
}  // namespace relay::http
