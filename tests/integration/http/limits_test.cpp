// SPDX-License-Identifier: MIT
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <ctime>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <sys/resource.h>
#include <sys/wait.h>

#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using std::chrono::steady_clock;
using testing::HasSubstr;

http::ServerLimits hasty() {
  http::ServerLimits limits;
  limits.header_deadline = Milliseconds{150};
  limits.body_deadline = Milliseconds{150};
  limits.idle_deadline = Milliseconds{100};
  limits.write_deadline = Milliseconds{150};
  return limits;
}

std::string upload(std::size_t length, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

// Sends a byte each 10 ms until the peer gives up.
std::string drip(RawSocket& socket) {
  const timeval pause{0, 10'000};
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
  std::string answer;
  for (auto until = steady_clock::now() + std::chrono::seconds{5}; steady_clock::now() < until;) {
    const auto more = socket.read_some();
    answer += more;
    if (more.empty() && socket.end() != RawSocket::End::silent) {
      break;
    }
    socket.send("x");
  }
  return answer;
}

TEST(Deadlines, ADrippedHeaderEnds) {
  EchoHandler handler;
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  socket.send("POST / HTTP/1.1\r\nX: ");
  const auto before = steady_clock::now();
  EXPECT_EQ(status_of(drip(socket)), 408);
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds{2});
}

TEST(Deadlines, ADrippedBodyEnds) {
  EchoHandler handler;
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  socket.send(upload(100'000, ""));
  const auto before = steady_clock::now();
  EXPECT_EQ(status_of(drip(socket)), 408);
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds{2});
}

TEST(Deadlines, ABodyBelowTheMinimumRateEnds) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.minimum_body_rate = 1024 * 1024;
  RunningServer server(handler, limits);
  auto socket = server.connect();
  socket.send(upload(100'000, "x"));
  const auto before = steady_clock::now();
  EXPECT_EQ(status_of(drip(socket)), 408);
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds{3});
}

TEST(Deadlines, ASilentConnectionIsClosedWithoutAWord) {
  EchoHandler handler;
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_EQ(socket.end(), RawSocket::End::closed);
}

TEST(Deadlines, AnIdleConnectionIsClosed) {
  EchoHandler handler;
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  socket.send(upload(1, "x"));
  EXPECT_EQ(status_of(socket.read_message()), 200);
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_EQ(socket.end(), RawSocket::End::closed);
}

TEST(Deadlines, APeerThatDoesNotReadIsLeft) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) -> ports::Admission {
    ports::HttpResponse response;
    response.body.assign(20'000'000, 'x');
    return response;
  };
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  socket.read_some();
  while (server.connections() > 0) {
    std::this_thread::yield();
  }
  EXPECT_LT(socket.read_to_end().size(), 20'000'000U);
}

TEST(Deadlines, ALongHandlerIsNotInterrupted) {
  EchoHandler handler;
  handler.on_handle = [](ports::HttpRequest) -> boost::asio::awaitable<ports::HttpResponse> {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds{400});
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return ports::HttpResponse{};
  };
  RunningServer server(handler, hasty());
  auto socket = server.connect();
  socket.send(upload(1, "x"));
  EXPECT_EQ(status_of(socket.read_message()), 200);
}

TEST(Deadlines, AnOldConnectionEndsWithItsAnswer) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.connection_age = Milliseconds{0};
  RunningServer server(handler, limits);
  EXPECT_THAT(server.ask(upload(1, "x")), HasSubstr("\r\nConnection: close\r\n"));
}

TEST(Bodies, ANewOneWaitsForRoomThenHears503) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.small_body_pool = 10'000;
  RunningServer server(handler, limits);
  auto holder = server.connect();
  holder.send(upload(9'000, std::string(8'500, 'x')));
  auto late = server.connect();
  late.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
  EXPECT_EQ(status_of(late.read_message()), 100);
  late.send(std::string(5'000, 'x'));
  const auto answer = late.read_message();
  EXPECT_EQ(status_of(answer), 503);
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: 1\r\n"));
  EXPECT_THAT(answer, HasSubstr("overloaded"));
  holder.send(std::string(500, 'x'));
  EXPECT_EQ(status_of(holder.read_message()), 200);
}

TEST(Bodies, LargeOnesDoNotStarveSmallOnes) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.small_body_bytes = 4'096;
  limits.small_body_pool = 10'000;
  limits.large_body_pool = 100'000;
  RunningServer server(handler, limits);
  auto large = server.connect();
  large.send(upload(100'000, std::string(99'999, 'x')));
  auto small = server.connect();
  small.send(upload(4'000, std::string(4'000, 'x')));
  EXPECT_EQ(status_of(small.read_message()), 200);
  large.send("x");
  EXPECT_EQ(status_of(large.read_message()), 200);
}

TEST(Bodies, AreChargedAsTheyArriveAndNotAsTheyAreDeclared) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.large_body_pool = 1'000'000;
  RunningServer server(handler, limits);
  auto boaster = server.connect();
  boaster.send(upload(900'000, "x"));
  auto honest = server.connect();
  honest.send(upload(900'000, std::string(900'000, 'x')));
  EXPECT_EQ(status_of(honest.read_message()), 200);
}

TEST(Bodies, GiveTheirRoomBack) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.small_body_pool = 10'000;
  RunningServer server(handler, limits);
  for (int i = 0; i < 5; ++i) {
    auto socket = server.connect();
    socket.send(upload(9'000, std::string(9'000, 'x')));
    EXPECT_EQ(status_of(socket.read_message()), 200);
  }
}

TEST(Connections, TheOneLongestInItsHeadersMakesRoom) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.connections = 2;
  RunningServer server(handler, limits);
  auto oldest = server.connect();
  oldest.send("POST / HTTP/1.1\r\n");
  while (server.connections() < 1) {
    std::this_thread::yield();
  }
  auto second = server.connect();
  second.send("POST / HTTP/1.1\r\n");
  while (server.connections() < 2) {
    std::this_thread::yield();
  }
  auto fresh = server.connect();
  fresh.send(upload(1, "x"));
  EXPECT_EQ(status_of(fresh.read_message()), 200);
  EXPECT_EQ(oldest.read_to_end(), "");
  second.send("Host: a\r\nContent-Length: 1\r\n\r\nx");
  EXPECT_EQ(status_of(second.read_message()), 200);
}

TEST(Connections, WhenAllAreBusyANewOneWaits) {
  EchoHandler handler;
  http::ServerLimits limits;
  limits.connections = 1;
  RunningServer server(handler, limits);
  auto busy = server.connect();
  busy.send(upload(2, "x"));
  while (server.connections() < 1) {
    std::this_thread::yield();
  }
  auto waiting = server.connect();
  waiting.send(upload(1, "y"));
  busy.send("x");
  EXPECT_THAT(busy.read_message(), HasSubstr("[xx]"));
  EXPECT_THAT(waiting.read_message(), HasSubstr("[y]"));
}

// In a process of its own: the limit on descriptors is the process's.
int starve() {
  const rlimit few{40, 40};
  boost::asio::io_context io{1};
  EchoHandler handler;
  http::Server server(io.get_executor(), handler, {});
  const auto port = server.listen("127.0.0.1", 0);
  ::setrlimit(RLIMIT_NOFILE, &few);
  std::vector<int> eaten;
  for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) {
    eaten.push_back(fd);
  }
  ::close(eaten.back());  // for the client's end of the first connection
  auto first = RawSocket::connect(*port);
  first.send(upload(1, "x"));
  const auto before = std::clock();
  io.run_for(std::chrono::milliseconds{300});
  const bool served = status_of(first.read_message()) == 200;
  ::close(eaten[0]);
  auto second = RawSocket::connect(*port);  // takes the last one: nothing is left to accept it with
  second.send(upload(1, "x"));
  first.close();
  io.run_for(std::chrono::milliseconds{600});
  const double busy = double(std::clock() - before) / CLOCKS_PER_SEC;
  const bool recovered = status_of(second.read_message()) == 200;
  return (served ? 0 : 1) + (busy < 0.3 ? 0 : 2) + (recovered ? 0 : 4);
}

TEST(Connections, RunningOutOfDescriptorsNeitherSpinsNorStopsTheServer) {
  const auto child = ::fork();
  if (child == 0) {
    ::_exit(starve());
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << "1: not served, 2: spinning, 4: not recovered";
}

}  // namespace
}  // namespace relay::test
