// SPDX-License-Identifier: MIT
#include "relay/http/local_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "relay/http/server.hpp"
#include "support/run_coroutine.hpp"
#include "support/temp_dir.hpp"

namespace relay::http {
namespace {

class Nothing final : public ports::HttpHandler {
 public:
  ports::Admission admit(const ports::HttpHead& /*head*/) override { return ports::HttpResponse{}; }
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest /*request*/) override {
    co_return ports::HttpResponse{};
  }
};

TEST(LocalSocket, LivesAsLongAsItsServer) {
  const test::TempDir directory;
  const std::string path = directory.file("a.sock");
  boost::asio::io_context io;
  Nothing handler;
  {
    Server server(io.get_executor(), handler, {});
    ASSERT_TRUE(server.listen_local(path));
    EXPECT_TRUE(std::filesystem::exists(path));
    const Result<int> connected = connect_local(path);
    ASSERT_TRUE(connected.has_value());
    ::close(*connected);
    test::run_coroutine(io, server.stop(Milliseconds{100}));
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  EXPECT_EQ(connect_local(path).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace relay::http
