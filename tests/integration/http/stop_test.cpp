// SPDX-License-Identifier: MIT
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using std::chrono::steady_clock;
using testing::EndsWith;
using testing::HasSubstr;

std::string upload(std::size_t length, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

void wait_for_connections(RunningServer& server, std::size_t count) {
  while (server.connections() != count) {
    std::this_thread::yield();
  }
}

TEST(Stop, ClosesIdleConnectionsAtOnce) {
  EchoHandler handler;
  RunningServer server(handler);
  auto silent = server.connect();
  auto kept = server.connect();
  kept.send(upload(1, "x"));
  kept.read_message();
  wait_for_connections(server, 2);
  const auto before = steady_clock::now();
  server.stop(Milliseconds{5'000});
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds{2});
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(kept.read_to_end(), "");
}

TEST(Stop, LetsARequestThatIsBeingReadFinish) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  socket.read_message();
  auto stopped = server.begin_stop(Milliseconds{5'000});
  socket.send("abc");
  const auto answer = socket.read_to_end();
  EXPECT_THAT(answer, EndsWith("[abc]"));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  stopped.get();
  EXPECT_EQ(server.connections(), 0U);
}

TEST(Stop, LetsAHeadThatHasBegunFinish) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  wait_for_connections(server, 1);
  socket.send("POST / HTTP/1.1\r\n");
  auto stopped = server.begin_stop(Milliseconds{5'000});
  socket.send("Host: a\r\nContent-Length: 1\r\n\r\nx");
  EXPECT_THAT(socket.read_to_end(), EndsWith("[x]"));
  stopped.get();
}

TEST(Stop, ServesWhatWaitsInTheKernelsQueue) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(upload(1, "x"));
  server.stop(Milliseconds{5'000});
  EXPECT_THAT(socket.read_to_end(), EndsWith("[x]"));
}

TEST(Stop, WaitsForTheFirstRequestOfAFreshConnection) {
  EchoHandler handler;
  RunningServer server(handler);
  auto fresh = server.connect();
  auto silent = server.connect();
  wait_for_connections(server, 2);
  auto stopped = server.begin_stop(Milliseconds{5'000});
  EXPECT_EQ(server.connections(), 2U);  // the stop has begun: this waits for its turn behind it
  fresh.send(upload(1, "x"));
  EXPECT_THAT(fresh.read_to_end(), EndsWith("[x]"));
  EXPECT_EQ(silent.read_to_end(), "");
  stopped.get();
}

// The socket as systemd holds it: open all the time, while servers come and go.
class KeptSocket {
 public:
  KeptSocket() : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {}
  [[nodiscard]] int copy() { return ::fcntl(acceptor_.native_handle(), F_DUPFD_CLOEXEC, 3); }
  [[nodiscard]] RawSocket connect() { return RawSocket::connect(acceptor_.local_endpoint().port()); }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
};

TEST(Stop, LeavesTheQueueOfAnAdoptedSocketToTheNextServer) {
  EchoHandler first_handler;
  EchoHandler second_handler;
  KeptSocket kept;
  RunningServer first(first_handler, kept.copy());
  first.stop(Milliseconds{5'000});
  auto socket = kept.connect();
  socket.send(upload(1, "x"));
  RunningServer second(second_handler, kept.copy());
  EXPECT_THAT(socket.read_message(), EndsWith("[x]"));
  EXPECT_EQ(first_handler.handled, 0);
}

TEST(Stop, EndsAfterItsGraceAndCancelsTheHandler) {
  EchoHandler handler;
  std::atomic<bool> cancelled{false};
  handler.on_handle = [&](ports::HttpRequest) -> boost::asio::awaitable<ports::HttpResponse> {
    boost::asio::steady_timer never(co_await boost::asio::this_coro::executor, steady_clock::time_point::max());
    try {
      co_await never.async_wait(boost::asio::use_awaitable);
    } catch (const boost::system::system_error&) {
      cancelled = true;
      throw;
    }
    co_return ports::HttpResponse{};
  };
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(upload(1, "x"));
  while (handler.handled == 0) {
    std::this_thread::yield();
  }
  server.stop(Milliseconds{50});
  EXPECT_TRUE(cancelled);
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_TRUE(server.errors().empty());
}

TEST(Stop, RefusesNewConnections) {
  EchoHandler handler;
  RunningServer server(handler);
  server.stop(Milliseconds{0});
  EXPECT_THROW(server.connect(), std::runtime_error);
}

TEST(Stop, MayBeAskedTwice) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(upload(2, "x"));
  wait_for_connections(server, 1);
  auto first = server.begin_stop(Milliseconds{100});
  auto second = server.begin_stop(Milliseconds{100});
  first.get();
  second.get();
  EXPECT_EQ(server.connections(), 0U);
}

}  // namespace
}  // namespace relay::test
