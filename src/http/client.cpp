// SPDX-License-Identifier: MIT
#include "relay/http/client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/context.hpp>
#include <utility>

#include "http/answer_reader.hpp"
#include "http/connection_pool.hpp"
#include "http/connector.hpp"
#include "http/request_text.hpp"
#include "http/resolver.hpp"
#include "http/tls_context.hpp"

namespace relay::http {

namespace {

using delivery::NoAnswer;
using delivery::TransportFailure;
using delivery::TransportOutcome;

class Client : public ports::Sender {
 public:
  Client(const asio::any_io_executor& executor, ClientOptions options, TlsContext tls)
      : executor_(executor),
        options_(std::move(options)),
        tls_(std::move(tls)),
        resolver_(executor),
        connector_(executor, options_, *tls_, resolver_),
        pool_(executor, options_.idle_limit) {}

  // The attempt is a coroutine thread of its own, so that it can go on to say how far it got when the caller's is
  // cancelled, and the caller's own cancellation settings stay as they are.
  asio::awaitable<TransportOutcome> post(ports::OutboundRequest request) override {
    auto attempt = run(std::move(request));
    co_return co_await asio::co_spawn(executor_, std::move(attempt), asio::use_awaitable);
  }

 private:
  asio::awaitable<TransportOutcome> run(ports::OutboundRequest request);
  asio::awaitable<TransportOutcome> exchange(std::string key, std::unique_ptr<Stream> stream, std::string text,
                                             SteadyTime deadline);
  [[nodiscard]] Result<std::string> text_of(const ports::OutboundRequest& request) const;

  asio::any_io_executor executor_;
  ClientOptions options_;
  TlsContext tls_;
  Resolver resolver_;
  Connector connector_;
  ConnectionPool pool_;
};

Result<std::string> Client::text_of(const ports::OutboundRequest& request) const {
  const bool absolute = options_.proxy && !request.endpoint.is_tls();
  const RequestStyle style{options_.user_agent, absolute ? &*options_.proxy : nullptr};
  return post_text(request, style);
}

asio::awaitable<TransportOutcome> Client::run(ports::OutboundRequest request) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto deadline = from_now(options_.total_deadline);
  auto text = text_of(request);
  if (!text) {
    co_return NoAnswer{TransportFailure::write, text.error().detail};
  }
  auto key = request.robot + ' ' + request.endpoint.origin();
  auto stream = pool_.take(key);
  if (!stream) {
    const auto connect_deadline = std::min(deadline, from_now(options_.connect_deadline));
    auto connected = co_await connector_.open(std::move(request.endpoint), connect_deadline);
    if (auto* problem = std::get_if<NoAnswer>(&connected)) {
      co_return std::move(*problem);
    }
    stream = std::move(std::get<std::unique_ptr<Stream>>(connected));
  }
  co_return co_await exchange(std::move(key), std::move(stream), std::move(*text), deadline);
}

asio::awaitable<TransportOutcome> Client::exchange(std::string key, std::unique_ptr<Stream> stream, std::string text,
                                                   SteadyTime deadline) {
  const auto written = co_await stream->write(text, deadline);
  if (written.error) {
    co_return NoAnswer{TransportFailure::write, "write: " + words(written.error)};
  }
  auto received = co_await read_answer(*stream, options_.answer_limit, deadline);
  if (!received) {
    const bool stopped = received.error().kind == ErrorKind::cancelled;
    co_return NoAnswer{stopped ? TransportFailure::shutting_down : TransportFailure::unanswered,
                       "answer: " + received.error().detail};
  }
  if (received->persistence == Persistence::keep_alive) {
    pool_.keep(key, std::move(stream));
  } else {
    pool_.retire(std::move(stream));
  }
  co_return std::move(received->answer);
}

}  // namespace

Result<std::unique_ptr<ports::Sender>> make_client(asio::any_io_executor executor, ClientOptions options) {
  if (options.proxy && options.proxy->is_tls()) {
    return fail(ErrorKind::invalid_argument, "proxy: only http:// proxies are supported");
  }
  auto tls = client_tls(options.ca_file);
  if (!tls) {
    return tls.error();
  }
  return std::make_unique<Client>(executor, std::move(options), std::move(*tls));
}

}  // namespace relay::http
