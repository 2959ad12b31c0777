// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

// Every limit of a listener. The defaults are those of production (rulings in src/README.md, "Intake").
struct ServerLimits {
  std::size_t connections{256};
  std::size_t header_bytes{8 * 1024};
  std::size_t header_fields{64};
  Milliseconds header_deadline{5'000};  // from accept, or from the end of the last answer's idle time
  Milliseconds body_deadline{10'000};
  Milliseconds write_deadline{5'000};
  Milliseconds idle_deadline{15'000};             // between requests of one connection
  std::size_t minimum_body_rate{16 * 1024};       // bytes a second, after the first second
  std::size_t small_body_bytes{256 * 1024};       // bodies up to this draw on a pool of their own
  std::size_t small_body_pool{24 * 1024 * 1024};  // bytes of bodies in memory at once, charged as they arrive
  std::size_t large_body_pool{24 * 1024 * 1024};
  Milliseconds connection_age{600'000};  // an older connection ends with its next answer
};

struct TlsIdentity {
  std::string certificate_file;  // PEM chain
  std::string key_file;          // PEM
};

// A request that the server answered itself: broken framing, too large, too slow. The handler never saw it.
struct RefusedRequest {
  std::string peer;
  int status;
  std::string code;  // snake_case
};

// Where a listening socket is bound.
struct BoundAddress {
  std::string host;  // an IP address, no brackets
  std::uint16_t port;
};

// An HTTP/1.1 listener for one handler. Knows no Sentry and no DingTalk. All on one I/O thread.
class Server {
 public:
  // `handler` outlives the server's last connection: destroy the io_context's work first, or await stop().
  // `on_error` hears of bugs: a handler that threw (its peer gets a 500) or gave an impossible response.
  // `on_refusal` hears of every request that the handler does not.
  Server(boost::asio::any_io_executor executor, ports::HttpHandler& handler, ServerLimits limits,
         std::optional<TlsIdentity> tls = std::nullopt, std::function<void(std::string)> on_error = {},
         std::function<void(const RefusedRequest&)> on_refusal = {});
  ~Server();  // closes what stop() has not
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds (SO_REUSEADDR, never SO_REUSEPORT; backlog 512) and starts to accept. The bound port is the value. Once.
  // `host` is an IP address, with or without brackets, or "localhost". When `connections` is reached (or what
  // RLIMIT_NOFILE leaves after a reserve), the connection longest in its headers is closed to make room, else the one
  // longest idle; when all are busy, new ones wait in the kernel's queue.
  [[nodiscard]] Result<std::uint16_t> listen(const std::string& host, std::uint16_t port);

  // The same on a TCP socket that listens already and that somebody else (systemd) keeps open: connections that wait
  // in its queue when this server stops belong to the next. Owns the descriptor, also when it refuses it.
  [[nodiscard]] Result<BoundAddress> adopt(int descriptor);

  // The same on a Unix socket of mode 0600, which is removed again when this stops. One that a process left which is
  // gone is replaced; `unavailable` while another serves it. Requests have the peer "local".
  [[nodiscard]] Result<void> listen_local(const std::string& path);

  // No new connection and no new request; idle connections close; requests that have begun are answered, and a fresh
  // connection has a quarter of a second for its first one. Returns when all are done, or after `grace`, when what is
  // left is closed and cancelled (then it waits up to 100 ms for handlers to return).
  boost::asio::awaitable<void> stop(Milliseconds grace);

  [[nodiscard]] std::size_t connections() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;  // shared with the sessions, which may outlive stop()
};

}  // namespace relay::http
