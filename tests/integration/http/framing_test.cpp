// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/http/framing_cases.hpp"
#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

std::size_t answers_in(const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find("HTTP/1.1 "); at != std::string::npos; at = text.find("HTTP/1.1 ", at + 1)) {
    ++count;
  }
  return count;
}

void check(const std::vector<FramingCase>& cases) {
  EchoHandler handler;
  RunningServer server(handler);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    auto socket = server.connect();
    socket.send(c.bytes);
    if (c.status == 200) {
      EXPECT_EQ(status_of(socket.read_message()), 200);
      continue;
    }
    const auto answers = socket.read_to_end();
    EXPECT_EQ(status_of(answers), c.status);
    EXPECT_EQ(answers_in(answers), 1U) << answers;
    EXPECT_NE(answers.find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_NE(socket.end(), RawSocket::End::silent);
  }
}

TEST(Framing, EveryAmbiguousHeadIsRefusedAndTheConnectionClosed) { check(head_cases()); }

TEST(Framing, EveryBrokenChunkIsRefusedAndTheConnectionClosed) { check(chunk_cases()); }

TEST(Framing, TheVerdictDoesNotDependOnHowTheBytesAreCut) {
  EchoHandler handler;
  RunningServer server(handler);
  for (const auto& c : chunk_cases()) {
    SCOPED_TRACE(c.name);
    auto socket = server.connect();
    for (const char byte : c.bytes) {
      if (!socket.send(std::string(1, byte))) {
        break;
      }
    }
    EXPECT_EQ(status_of(socket.read_message()), c.status);
  }
}

// Floods: the peer wants to send 5 MB where the server reads at most a few buffers.
struct Flood {
  const char* name;
  std::string head;
  std::string piece;
  int status;
};

TEST(Framing, FloodsAreCutEarly) {
  const Flood floods[] = {
      {"one endless extension", chunked("3;a="), std::string(1024, 'x'), 400},
      {"trailers", chunked("0\r\n"), "X-A: bbbbbbbbbbbbbbbb\r\n", 400},
      {"one endless trailer", chunked("0\r\nX: "), std::string(1024, 'x'), 400},
      {"tiny chunks with long extensions", chunked(""), "1;" + std::string(60, 'a') + "\r\nx\r\n", 400},
      {"endless chunk size", chunked(""), std::string(1024, '0'), 400},
      {"endless request line", "GET /", std::string(1024, 'a'), 414},
      {"headers", "GET / HTTP/1.1\r\n", "X-A: bbbbbbbbbbbbbbbb\r\n", 431},
      {"one endless header", "GET / HTTP/1.1\r\nX: ", std::string(1024, 'a'), 431},
  };
  EchoHandler handler;
  RunningServer server(handler);
  for (const auto& flood : floods) {
    SCOPED_TRACE(flood.name);
    std::string wave;
    while (wave.size() < 64 * 1024) {
      wave += flood.piece;
    }
    auto socket = server.connect();
    bool taken = socket.send(flood.head);
    for (int sent = 0; taken && sent < 80; ++sent) {
      taken = socket.send(wave);
    }
    EXPECT_FALSE(taken) << "5 MB were taken";
    EXPECT_EQ(status_of(socket.read_to_end()), flood.status);
  }
  EXPECT_EQ(handler.handled, 0);
}

}  // namespace
}  // namespace relay::test
