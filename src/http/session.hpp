// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

#include "http/body_budget.hpp"
#include "http/connection_table.hpp"
#include "http/request_reader.hpp"
#include "http/stream.hpp"
#include "relay/http/server.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

// What the sessions of one server share; all of it outlives them.
struct SessionContext {
  ports::HttpHandler& handler;
  const ServerLimits& limits;
  BodyBudget& budget;
  asio::ssl::context* tls;                         // null: plain
  const std::function<void(std::string)>& report;  // bugs of the handler
  const std::function<void(const RefusedRequest&)>& on_refusal;
};

// One accepted connection and the requests on it, one after the other.
class Session {
 public:
  Session(asio::ip::tcp::socket socket, std::string peer, SessionContext context, std::function<void(Phase)> on_phase);

  // Serves until the connection ends. Never throws. The session outlives it.
  asio::awaitable<void> run();

  // Ends at once.
  void close() { stream_.close(); }
  // Ends after the request that has begun to arrive; at once when there is none, but for a connection that has not
  // carried any yet and is to be spared: its first request may be on the way.
  enum class Fresh { spared, ended };
  void drain(Fresh fresh);

 private:
  enum class Next { request, close };

  asio::awaitable<void> serve();
  asio::awaitable<HeadOutcome> next_head();
  asio::awaitable<Next> serve_one();
  asio::awaitable<Next> answer(IncomingRequest request);
  asio::awaitable<Next> read_and_handle(IncomingRequest request, ports::ReadBody admitted);
  asio::awaitable<Next> respond(ports::HttpResponse response, std::string method, Persistence persistence);
  asio::awaitable<Next> refuse(Refusal refusal);
  asio::awaitable<void> say_goodbye();
  asio::awaitable<ports::HttpResponse> handle(ports::HttpHandler& handler, ports::HttpRequest request);
  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head);
  [[nodiscard]] ports::HttpResponse internal_error(const std::string& what);
  [[nodiscard]] std::string text_of(const ports::HttpResponse& response, const std::string& method,
                                    Persistence& persistence);
  [[nodiscard]] Persistence persistence_for(Persistence wanted) const;
  void enter(Phase phase);

  SessionContext context_;
  std::string peer_;
  std::function<void(Phase)> on_phase_;
  Stream stream_;
  RequestReader reader_;
  SteadyTime accepted_;
  Phase phase_{Phase::head};
  bool unread_{true};     // bytes of the current request may still come
  bool failed_{false};    // the handler threw
  bool draining_{false};  // no further request
  bool first_{true};
  std::uint64_t served_{0};  // requests whose head came
};

}  // namespace relay::http
