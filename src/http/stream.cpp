// SPDX-License-Identifier: MIT
#include "http/stream.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <tuple>
#include <utility>

namespace relay::http {

using asio::ip::tcp;

namespace {

// Of an operation that moves no bytes, and of one that does.
IoResult result_of(const std::tuple<error_code>& outcome) { return {std::get<0>(outcome), 0}; }
IoResult result_of(const std::tuple<error_code, std::size_t>& outcome) {
  return {std::get<0>(outcome), std::get<1>(outcome)};
}

}  // namespace

struct Stream::Tls {
  Tls(tcp::socket& socket, asio::ssl::context& context) : stream(socket, context) {}
  asio::ssl::stream<tcp::socket&> stream;
};

Stream::Stream(tcp::socket socket)
    : socket_(std::move(socket)),
      pause_(socket_.get_executor()),
      watchdog_(socket_.get_executor(), [this] { expire(); }) {}

Stream::~Stream() = default;

// A TLS operation is a chain of socket operations: one that is cancelled between two links would go on with the next,
// so its socket is closed. A plain one can be cancelled, and the peer can still be told why.
void Stream::expire() {
  expired_ = true;
  if (tls_) {
    close();
    return;
  }
  error_code ignored;
  socket_.cancel(ignored);
}

template <class Operation>
asio::awaitable<IoResult> Stream::bounded(Operation operation, SteadyTime deadline) {
  const auto cancellation = co_await asio::this_coro::cancellation_state;
  if (was_cancelled(cancellation)) {
    co_return IoResult{asio::error::operation_aborted, 0};
  }
  if (deadline <= std::chrono::steady_clock::now()) {
    co_return IoResult{asio::error::timed_out, 0};
  }
  expired_ = false;
  watchdog_.arm(deadline);
  auto started = operation();
  const auto outcome = co_await std::move(started);
  watchdog_.disarm();
  const IoResult result = result_of(outcome);
  co_return result.error&& expired_ ? IoResult{asio::error::timed_out, result.bytes} : result;
}

asio::awaitable<error_code> Stream::connect(tcp::endpoint peer, SteadyTime deadline) {
  const auto operation = [this, peer] { return socket_.async_connect(peer, kTuple); };
  const auto result = co_await bounded(operation, deadline);
  error_code ignored;
  socket_.set_option(tcp::no_delay{true}, ignored);
  co_return result.error;
}

asio::awaitable<error_code> Stream::accept_tls(asio::ssl::context& context, SteadyTime deadline) {
  tls_ = std::make_unique<Tls>(socket_, context);
  const auto operation = [this] { return tls_->stream.async_handshake(asio::ssl::stream_base::server, kTuple); };
  const auto result = co_await bounded(operation, deadline);
  co_return result.error;
}

asio::awaitable<error_code> Stream::connect_tls(asio::ssl::context& context, std::string host, SteadyTime deadline) {
  tls_ = std::make_unique<Tls>(socket_, context);
  SSL* ssl = tls_->stream.native_handle();
  error_code not_an_address;
  (void)asio::ip::make_address(host, not_an_address);
  const int accepted = not_an_address ? SSL_set1_host(ssl, host.c_str())
                                      : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
  // RFC 6066, section 3: SNI holds no literal address.
  const bool named =
      !not_an_address || SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
  if (accepted != 1 || !named) {
    co_return asio::error::invalid_argument;
  }
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const auto operation = [this] { return tls_->stream.async_handshake(asio::ssl::stream_base::client, kTuple); };
  const auto result = co_await bounded(operation, deadline);
  co_return result.error;
}

std::string Stream::tls_problem() const {
  const auto verdict = tls_ ? SSL_get_verify_result(tls_->stream.native_handle()) : X509_V_OK;
  return verdict == X509_V_OK ? std::string{} : X509_verify_cert_error_string(verdict);
}

asio::awaitable<IoResult> Stream::read_some(asio::mutable_buffer into, SteadyTime deadline) {
  if (tls_ && !finished_) {
    return bounded([this, into] { return tls_->stream.async_read_some(into, kTuple); }, deadline);
  }
  return bounded([this, into] { return socket_.async_read_some(into, kTuple); }, deadline);
}

asio::awaitable<IoResult> Stream::write_some(asio::const_buffer data, SteadyTime deadline) {
  if (tls_) {
    return bounded([this, data] { return tls_->stream.async_write_some(data, kTuple); }, deadline);
  }
  return bounded([this, data] { return socket_.async_write_some(data, kTuple); }, deadline);
}

asio::awaitable<IoResult> Stream::write(std::string_view data, SteadyTime deadline) {
  std::size_t written = 0;
  while (written < data.size()) {
    const auto rest = asio::buffer(data.data() + written, data.size() - written);
    auto some = write_some(rest, deadline);
    const auto result = co_await std::move(some);
    written += result.bytes;
    if (result.error) {
      co_return IoResult{result.error, written};
    }
  }
  co_return IoResult{error_code{}, written};
}

asio::awaitable<void> Stream::pause(SteadyTime until) {
  if (is_open()) {
    pause_.expires_at(until);
    (void)co_await pause_.async_wait(kTuple);
  }
}

asio::awaitable<void> Stream::finish(SteadyTime deadline) {
  if (tls_ && is_open()) {
    const auto operation = [this] { return tls_->stream.async_shutdown(kTuple); };
    (void)co_await bounded(operation, deadline);
  }
  finished_ = true;
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::close() {
  error_code ignored;
  socket_.close(ignored);
  pause_.cancel();
}

void Stream::reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
  close();
}

void Stream::stop_reading() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_receive, ignored);
}

bool Stream::is_quiet() {
  char byte = 0;
  const auto received = is_open() ? ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) : 0;
  return received < 0 && errno == EAGAIN;
}

}  // namespace relay::http
