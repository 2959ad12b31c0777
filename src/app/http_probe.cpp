// SPDX-License-Identifier: MIT
#include "app/http_probe.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>

namespace relay::app {
namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;
using asio::ip::tcp;

namespace {

constexpr std::size_t kAnswerLimit = 64U * 1024 * 1024;

std::string text_of(const ProbeRequest& request) {
  std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: " + request.host + ":" +
                     std::to_string(request.port) + "\r\nConnection: close\r\n";
  for (const auto& [name, value] : request.headers) {
    text += name + ": " + value + "\r\n";
  }
  if (request.method == "POST") {
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return text + "\r\n" + request.body;
}

Result<ProbeReply> parse(const std::string& answer) {
  constexpr std::size_t kStatusAt = 9;  // behind "HTTP/1.1 "
  const std::size_t head = answer.find("\r\n\r\n");
  ProbeReply reply{0, {}};
  if (head == std::string::npos || !answer.starts_with("HTTP/1.") ||
      std::from_chars(answer.data() + kStatusAt, answer.data() + kStatusAt + 3, reply.status).ec != std::errc{}) {
    return fail(ErrorKind::malformed, "no HTTP answer");
  }
  reply.body = answer.substr(head + 4);
  return reply;
}

template <class Socket>
asio::awaitable<Result<ProbeReply>> talk(Socket socket, ProbeRequest request) {
  boost::system::error_code error;
  const std::string text = text_of(request);
  const auto outgoing = asio::buffer(text);
  // An early answer may come before everything is written: what counts is whether one can be read.
  co_await asio::async_write(socket, outgoing, asio::redirect_error(asio::use_awaitable, error));
  std::string answer;
  auto incoming = asio::dynamic_buffer(answer, kAnswerLimit);
  co_await asio::async_read(socket, incoming, asio::redirect_error(asio::use_awaitable, error));
  co_return parse(answer);
}

asio::awaitable<Result<ProbeReply>> exchange(ProbeRequest request) {
  if (request.connected >= 0) {
    asio::local::stream_protocol::socket local(co_await asio::this_coro::executor, asio::local::stream_protocol(),
                                               request.connected);
    co_return co_await talk(std::move(local), std::move(request));
  }

  boost::system::error_code error;
  const auto address = asio::ip::make_address(request.host, error);
  if (error) {
    co_return fail(ErrorKind::invalid_argument, request.host + " is no address");
  }
  tcp::socket socket(co_await asio::this_coro::executor);
  const tcp::endpoint endpoint(address, request.port);
  co_await socket.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    co_return fail(ErrorKind::unavailable, "connect: " + error.message());
  }
  co_return co_await talk(std::move(socket), std::move(request));
}

}  // namespace

asio::awaitable<Result<ProbeReply>> probe(ProbeRequest request) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(request.deadline);
  auto ended = co_await (exchange(std::move(request)) || timer.async_wait(asio::use_awaitable));
  if (auto* reply = std::get_if<0>(&ended)) {
    co_return std::move(*reply);
  }
  co_return fail(ErrorKind::unavailable, "no answer in time");
}

}  // namespace relay::app
