// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/async.hpp"
#include "http/watchdog.hpp"

namespace boost::asio::ssl {
class context;
}

namespace relay::http {

struct IoResult {
  error_code error;  // timed_out: the deadline; operation_aborted: cancelled or closed by us
  std::size_t bytes;
};

// One connection, plain or TLS behind one type, so that the rest of the folder is compiled once and not per transport.
// One operation at a time; every one takes the absolute deadline it must end at. The stream outlives its operations.
class Stream {
 public:
  explicit Stream(asio::ip::tcp::socket socket);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  asio::awaitable<error_code> connect(asio::ip::tcp::endpoint peer, SteadyTime deadline);
  asio::awaitable<error_code> accept_tls(asio::ssl::context& context, SteadyTime deadline);
  // Verifies the peer against `host`, a name or an IP literal; names are sent as SNI. A refused certificate's reason is
  // in tls_problem() afterwards.
  asio::awaitable<error_code> connect_tls(asio::ssl::context& context, std::string host, SteadyTime deadline);
  [[nodiscard]] std::string tls_problem() const;

  asio::awaitable<IoResult> read_some(asio::mutable_buffer into, SteadyTime deadline);
  // All of `data`, which outlives the call. `bytes` were handed to the kernel when it fails.
  asio::awaitable<IoResult> write(std::string_view data, SteadyTime deadline);
  // Ends early when the stream is closed.
  asio::awaitable<void> pause(SteadyTime until);
  // Says "no more from me": close_notify, answered or not by the deadline, then FIN. What is read afterwards is only
  // good for throwing away.
  asio::awaitable<void> finish(SteadyTime deadline);

  // Any time, also while an operation runs: it ends with an error.
  void close();
  void reset();  // closes with RST
  // What has arrived can still be read, then comes the end, also for a read that waits now. Writing goes on.
  void stop_reading();
  // Nothing came and the peer has not left: true for a connection that may carry another request.
  [[nodiscard]] bool is_quiet();
  [[nodiscard]] bool is_open() const { return socket_.is_open(); }

 private:
  struct Tls;  // asio's ssl::stream over socket_
  template <class Operation>
  asio::awaitable<IoResult> bounded(Operation operation, SteadyTime deadline);
  asio::awaitable<IoResult> write_some(asio::const_buffer data, SteadyTime deadline);
  void expire();

  asio::ip::tcp::socket socket_;
  std::unique_ptr<Tls> tls_;
  asio::steady_timer pause_;
  Watchdog watchdog_;
  bool expired_{false};
  bool finished_{false};
};

}  // namespace relay::http
