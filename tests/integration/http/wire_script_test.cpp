// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using End = ports::WireScript::End;

struct ScriptedHandler : EchoHandler {
  explicit ScriptedHandler(ports::WireScript script) {
    on_admit = [script](const ports::HttpHead&) -> ports::Admission {
      ports::HttpResponse response;
      response.script = script;
      return response;
    };
  }
};

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(WireScript, WritesTheBytesAndCloses) {
  ScriptedHandler handler({"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", Milliseconds{0}, End::close});
  RunningServer server(handler);
  EXPECT_EQ(server.ask(kGet), "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort");
}

TEST(WireScript, Drips) {
  ScriptedHandler handler({"abcde", Milliseconds{20}, End::close});
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kGet);
  EXPECT_EQ(socket.read_some(), "a");
  EXPECT_EQ(socket.read_to_end(), "bcde");
}

TEST(WireScript, KeepsTheConnection) {
  ScriptedHandler handler({"HTTP/1.1 204 No Content\r\n\r\n", Milliseconds{0}, End::keep_alive});
  RunningServer server(handler);
  auto socket = server.connect();
  for (int i = 0; i < 2; ++i) {
    socket.send(kGet);
    EXPECT_EQ(status_of(socket.read_message()), 204);
  }
}

TEST(WireScript, Resets) {
  ScriptedHandler handler({"", Milliseconds{0}, End::reset});
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kGet);
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_EQ(socket.end(), RawSocket::End::reset);
}

TEST(WireScript, HangsUntilThePeerLeaves) {
  ScriptedHandler handler({"x", Milliseconds{0}, End::hang});
  RunningServer server(handler);
  {
    auto socket = server.connect();
    socket.send(kGet);
    EXPECT_EQ(socket.read_some(), "x");
    EXPECT_EQ(server.connections(), 1U);
  }
  server.stop(Milliseconds{5'000});
  EXPECT_EQ(server.connections(), 0U);
}

TEST(WireScript, AHangEndsWithTheServer) {
  ScriptedHandler handler({"", Milliseconds{0}, End::hang});
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kGet);
  server.stop(Milliseconds{50});
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_NE(socket.end(), RawSocket::End::silent);
}

TEST(WireScript, DropsAConnection) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) { return ports::DropConnection{}; };
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kGet);
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_EQ(socket.end(), RawSocket::End::reset);
}

}  // namespace
}  // namespace relay::test
