// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "http/body_budget.hpp"
#include "http/connection_table.hpp"
#include "http/descriptor_reserve.hpp"
#include "http/notice.hpp"
#include "http/session.hpp"
#include "http/tls_context.hpp"
#include "relay/http/server.hpp"

namespace relay::http {

// The accept loop and the sessions it started. Their coroutines share it.
class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(asio::any_io_executor executor, ports::HttpHandler& handler, ServerLimits limits, std::optional<TlsIdentity> tls,
       std::function<void(std::string)> on_error, std::function<void(const RefusedRequest&)> on_refusal);
  ~Impl();

  [[nodiscard]] Result<std::uint16_t> listen(const std::string& host, std::uint16_t port);
  [[nodiscard]] Result<BoundAddress> adopt(int descriptor);
  [[nodiscard]] Result<void> listen_local(const std::string& path);
  asio::awaitable<void> stop(Milliseconds grace);
  void abandon();
  [[nodiscard]] std::size_t connections() const { return table_.size(); }

 private:
  struct Served {
    Served(asio::ip::tcp::socket socket, std::string peer, SessionContext context, std::function<void(Phase)> on_phase)
        : session(std::move(socket), std::move(peer), context, std::move(on_phase)) {}
    Session session;
    asio::cancellation_signal cancel;
  };

  // Whose are the connections in the kernel's queue when we stop: an adopted socket stays open elsewhere.
  enum class Queue { ours, left_to_the_next };

  [[nodiscard]] Result<void> prepare();
  void begin_to_accept();
  asio::awaitable<void> accept_loop();
  asio::awaitable<void> accepted(asio::ip::tcp::socket socket);
  asio::awaitable<void> back_off(error_code error);
  void start(asio::ip::tcp::socket socket);
  void end(ConnectionId id);
  void take_waiting();
  void close_victim();
  void drain_all(Session::Fresh fresh);
  void close_all();
  void quit();
  asio::awaitable<void> wait_until_empty(SteadyTime deadline);

  asio::any_io_executor executor_;
  ports::HttpHandler& handler_;
  ServerLimits limits_;
  std::optional<TlsIdentity> identity_;
  std::function<void(std::string)> on_error_;
  std::function<void(const RefusedRequest&)> on_refusal_;
  TlsContext tls_;
  BodyBudget budget_;
  ConnectionTable table_;
  DescriptorReserve reserve_;
  asio::ip::tcp::acceptor acceptor_;
  Notice ended_;      // a connection ended, or stop() was called
  Notice evictable_;  // the same, or one stopped being busy
  Milliseconds accept_pause_;
  std::map<ConnectionId, std::shared_ptr<Served>> served_;  // shared with the completion of their coroutines
  ConnectionId next_id_{1};
  Queue queue_{Queue::ours};
  std::string local_path_;  // of our Unix socket; empty: none
  bool accepting_{false};   // the loop runs
  bool stopping_{false};    // serves what has begun
  bool abandoned_{false};   // serves nothing more
};

}  // namespace relay::http
