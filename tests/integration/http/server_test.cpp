// SPDX-License-Identifier: MIT
#include "relay/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kHead = "POST /a?b=c HTTP/1.1\r\nHost: relay\r\n";

TEST(Server, AnswersARequest) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Content-Length: 3\r\n\r\nxyz");
  const auto answer = socket.read_message();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/plain\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nCache-Control: no-store\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: keep-alive\r\n"));
  EXPECT_THAT(answer, EndsWith("POST /a?b=c [xyz]"));
}

TEST(Server, TellsTheHandlerWhoAsksAndHowMuch) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead& head) -> ports::Admission {
    ports::HttpResponse response;
    response.body =
        head.peer + " " + std::to_string(head.content_length.value_or(0)) + " " + std::string(head.header("x-name"));
    return response;
  };
  RunningServer server(handler);
  EXPECT_THAT(server.ask(kHead + "Content-Length: 3\r\nX-Name:  v \r\n\r\nxyz"), EndsWith("127.0.0.1 3 v"));
}

TEST(Server, LeavesSixtyFourBytesBehindTheBody) {
  EchoHandler handler;
  handler.on_handle = [](ports::HttpRequest request) -> boost::asio::awaitable<ports::HttpResponse> {
    ports::HttpResponse response;
    response.body = request.body.capacity() >= request.body.size() + 64 ? "roomy" : "tight";
    co_return response;
  };
  RunningServer server(handler);
  for (const std::size_t size : {0U, 1U, 4096U, 100'000U}) {
    SCOPED_TRACE(size);
    auto socket = server.connect();
    socket.send(kHead + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x'));
    EXPECT_THAT(socket.read_message(), EndsWith("roomy"));
  }
}

TEST(Server, KeepsTheConnectionForTheNextRequest) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  for (const std::string body : {"one", "two"}) {
    socket.send(kHead + "Content-Length: 3\r\n\r\n" + body);
    EXPECT_THAT(socket.read_message(), EndsWith("[" + body + "]"));
  }
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Content-Length: 1\r\n\r\n1" + kHead + "Transfer-Encoding: chunked\r\n\r\n1\r\n2\r\n0\r\n\r\n" +
              "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto answers = socket.read_to_end();
  const auto first = answers.find("[1]");
  const auto second = answers.find("[2]", first);
  EXPECT_NE(answers.find("GET /3? []", second), std::string::npos);
}

TEST(Server, ReadsAChunkedBodyOfAnySize) {
  EchoHandler handler;
  RunningServer server(handler);
  std::string body;
  std::string chunks;
  for (int i = 0; i < 50; ++i) {
    const std::string piece(static_cast<std::size_t>(i) * 100 + 1, static_cast<char>('a' + i % 26));
    char size[16];
    std::snprintf(size, sizeof size, "%zx", piece.size());
    chunks += std::string(size) + "\r\n" + piece + "\r\n";
    body += piece;
  }
  auto socket = server.connect();
  socket.send(kHead + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
  EXPECT_THAT(socket.read_message(), EndsWith("[" + body + "]"));
}

// Boost 1.81's own decoder aborts on this.
TEST(Server, ReadsAnEmptyChunkedBodyByteByByte) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Transfer-Encoding: chunked\r\n\r\n0\r\n");
  socket.send("\r");
  socket.send("\n");
  EXPECT_THAT(socket.read_message(), EndsWith("[]"));
}

TEST(Server, ClosesWhenAskedTo) {
  EchoHandler handler;
  RunningServer server(handler);
  for (const char* version : {"HTTP/1.1\r\nConnection: close", "HTTP/1.0"}) {
    const auto answer = server.ask("GET / " + std::string(version) + "\r\nHost: a\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  }
}

TEST(Server, HeadGetsNoBody) {
  EchoHandler handler;
  RunningServer server(handler);
  const auto answer = server.ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 10\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST(Server, SendsContinueOnlyWhenTheBodyIsWanted) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(socket.read_message(), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("abc");
  EXPECT_THAT(socket.read_message(), EndsWith("[abc]"));
}

TEST(Server, RefusesAnUnwantedBodyInsteadOfContinue) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) { return ports::ReadBody{2}; };
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_message()), 413);
}

TEST(Server, TooLargeArrivesWhileThePeerStillUploads) {
  EchoHandler handler;
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Content-Length: 5000000\r\n\r\n");
  const std::string piece(64 * 1024, 'x');
  for (int i = 0; i < 80 && socket.send(piece); ++i) {
  }
  const auto answer = socket.read_to_end();
  EXPECT_EQ(status_of(answer), 413);
  EXPECT_THAT(answer, HasSubstr(R"({"error":"payload_too_large","detail":")"));
  EXPECT_EQ(handler.handled, 0);
}

TEST(Server, TooLargeAlsoWithoutADeclaredLength) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) { return ports::ReadBody{4}; };
  RunningServer server(handler);
  EXPECT_EQ(status_of(server.ask(kHead + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n")), 413);
}

TEST(Server, AnEarlyAnswerEndsAConnectionWhoseBodyIsUnread) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) -> ports::Admission {
    ports::HttpResponse response;
    response.status = 404;
    return response;
  };
  RunningServer server(handler);
  const auto answers = server.ask(kHead + "Content-Length: 50\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_of(answers), 404);
  EXPECT_EQ(answers.find("HTTP/1.1", 9), std::string::npos);
}

TEST(Server, AnEarlyAnswerKeepsAConnectionWithoutABody) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead& head) -> ports::Admission {
    ports::HttpResponse response;
    response.body = head.path;
    return response;
  };
  RunningServer server(handler);
  auto socket = server.connect();
  for (const std::string path : {"/one", "/two"}) {
    socket.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(socket.read_message(), EndsWith(path));
  }
}

TEST(Server, ATrailerIsNoHeader) {
  EchoHandler handler;
  handler.on_handle = [](ports::HttpRequest request) -> boost::asio::awaitable<ports::HttpResponse> {
    ports::HttpResponse response;
    response.body = "[" + std::string(request.head.header("sentry-hook-signature")) + "]";
    co_return response;
  };
  RunningServer server(handler);
  auto socket = server.connect();
  socket.send(kHead + "Transfer-Encoding: chunked\r\n\r\n0\r\nSentry-Hook-Signature: forged\r\n\r\n");
  EXPECT_THAT(socket.read_message(), EndsWith("[]"));
}

TEST(Server, AThrowingHandlerCostsOneConnection) {
  EchoHandler handler;
  handler.on_handle = [](ports::HttpRequest request) -> boost::asio::awaitable<ports::HttpResponse> {
    if (request.body == "bad") {
      throw std::runtime_error("out of luck");
    }
    co_return ports::HttpResponse{};
  };
  RunningServer server(handler);
  const auto answer = server.ask(kHead + "Content-Length: 3\r\n\r\nbad");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(answer, HasSubstr("internal_error"));
  EXPECT_THAT(answer, Not(HasSubstr("luck")));
  EXPECT_THAT(server.errors(), testing::ElementsAre("handler: out of luck"));
  auto socket = server.connect();
  socket.send(kHead + "Content-Length: 4\r\n\r\ngood");
  EXPECT_EQ(status_of(socket.read_message()), 200);
}

TEST(Server, AThrowingAdmissionIsA500) {
  EchoHandler handler;
  handler.on_admit = [](const ports::HttpHead&) -> ports::Admission { throw std::runtime_error("no"); };
  RunningServer server(handler);
  EXPECT_EQ(status_of(server.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")), 500);
}

TEST(Server, AnImpossibleHeaderOfTheHandlerIsA500) {
  EchoHandler handler;
  handler.on_handle = [](ports::HttpRequest) -> boost::asio::awaitable<ports::HttpResponse> {
    ports::HttpResponse response;
    response.headers.emplace_back("X-A", "b\r\nSet-Cookie: c");
    co_return response;
  };
  RunningServer server(handler);
  const auto answer = server.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie")));
}

TEST(Server, HandlesARequestWhosePeerHasLeft) {
  EchoHandler handler;
  RunningServer server(handler);
  {
    auto socket = server.connect();
    socket.send(kHead + "Content-Length: 3\r\n\r\nabc");
  }
  server.stop(Milliseconds{2'000});
  EXPECT_EQ(handler.handled, 1);
}

TEST(Server, RefusesToListenOnAName) {
  boost::asio::io_context io;
  EchoHandler handler;
  http::Server server(io.get_executor(), handler, {});
  EXPECT_EQ(server.listen("relay.example.com", 0).error().kind, ErrorKind::invalid_argument);
}

TEST(Server, SaysThatThePortIsTaken) {
  EchoHandler handler;
  RunningServer first(handler);
  boost::asio::io_context io;
  http::Server second(io.get_executor(), handler, {});
  const auto port = second.listen("127.0.0.1", first.port());
  ASSERT_FALSE(port);
  EXPECT_THAT(port.error().detail, HasSubstr("Address already in use"));
}

TEST(Server, MayBeDestroyedWithItsContextInTheMiddleOfEverything) {
  EchoHandler handler;
  auto io = std::make_unique<boost::asio::io_context>(1);
  auto server = std::make_unique<http::Server>(io->get_executor(), handler, http::ServerLimits{});
  const auto port = server->listen("127.0.0.1", 0);
  ASSERT_TRUE(port);
  auto silent = RawSocket::connect(*port);
  auto halfway = RawSocket::connect(*port);
  halfway.send(kHead + "Content-Length: 30000\r\n\r\nabc");
  while (server->connections() < 2) {
    io->run_one();
  }
  io->poll();
  server.reset();
  io.reset();
}

}  // namespace
}  // namespace relay::test
