// SPDX-License-Identifier: MIT
#include "app/http_probe.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include "relay/http/server.hpp"
#include "support/run_coroutine.hpp"

namespace relay::app {
namespace {

class Echo final : public ports::HttpHandler {
 public:
  ports::Admission admit(const ports::HttpHead& /*head*/) override { return ports::ReadBody{1024}; }
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override {
    ports::HttpResponse response;
    response.status = 202;
    response.body = request.head.method + " " + request.head.path + " " + request.body;
    co_return response;
  }
};

TEST(HttpProbe, BringsTheStatusAndTheBody) {
  boost::asio::io_context io;
  Echo echo;
  http::Server server(io.get_executor(), echo, {});
  const auto port = server.listen("127.0.0.1", 0);
  ASSERT_TRUE(port.has_value());
  ProbeRequest request{"127.0.0.1", *port, "POST", "/a", {}, "text"};
  const Result<ProbeReply> reply = test::run_coroutine(io, probe(std::move(request)));
  ASSERT_TRUE(reply.has_value()) << reply.error().detail;
  EXPECT_EQ(reply->status, 202);
  EXPECT_EQ(reply->body, "POST /a text");
}

TEST(HttpProbe, SaysThatNobodyListens) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor taken(io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  const std::uint16_t port = taken.local_endpoint().port();
  taken.close();
  ProbeRequest request{"127.0.0.1", port, "GET", "/healthz", {}, {}};
  EXPECT_EQ(test::run_coroutine(io, probe(std::move(request))).error().kind, ErrorKind::unavailable);
}

TEST(HttpProbe, GivesUpAtItsDeadline) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor silent(io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  ProbeRequest request{"127.0.0.1", silent.local_endpoint().port(), "GET", "/", {}, {}, Milliseconds{30}};
  EXPECT_EQ(test::run_coroutine(io, probe(std::move(request))).error().detail, "no answer in time");
}

}  // namespace
}  // namespace relay::app
