// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "integration/http/raw_socket.hpp"
#include "relay/http/server.hpp"
#include "relay/ports/http.hpp"

namespace relay::test {

// Reads bodies up to 1 MiB and answers with what it understood: "POST /path?query [body]".
class EchoHandler : public ports::HttpHandler {
 public:
  std::function<ports::Admission(const ports::HttpHead&)> on_admit;
  std::function<boost::asio::awaitable<ports::HttpResponse>(ports::HttpRequest)> on_handle;
  std::atomic<int> handled{0};

  ports::Admission admit(const ports::HttpHead& head) override {
    return on_admit ? on_admit(head) : ports::ReadBody{1024 * 1024};
  }
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override {
    ++handled;
    if (on_handle) {
      co_return co_await on_handle(std::move(request));
    }
    ports::HttpResponse response;
    response.content_type = "text/plain";
    response.body =
        request.head.method + " " + request.head.path + "?" + request.head.query + " [" + request.body + "]";
    co_return response;
  }
};

// A server on a thread of its own, on a free port of loopback.
class RunningServer {
 public:
  explicit RunningServer(ports::HttpHandler& handler, http::ServerLimits limits = {},
                         std::optional<http::TlsIdentity> tls = std::nullopt) {
    make(handler, limits, std::move(tls));
    const auto port = server_->listen("127.0.0.1", 0);
    if (!port) {
      throw std::runtime_error(port.error().detail);
    }
    run(*port);
  }
  // On a socket that somebody else keeps open too.
  RunningServer(ports::HttpHandler& handler, int descriptor) {
    make(handler, {}, std::nullopt);
    const auto bound = server_->adopt(descriptor);
    if (!bound) {
      throw std::runtime_error(bound.error().detail);
    }
    run(bound->port);
  }
  ~RunningServer() {
    stop(Milliseconds{0});
    boost::asio::post(io_, [this] { server_.reset(); });
    work_.reset();
    thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  RawSocket connect() { return RawSocket::connect(port_); }
  // What comes back for these bytes until the server closes.
  std::string ask(std::string_view bytes) {
    auto socket = connect();
    socket.send(bytes);
    return socket.read_to_end();
  }

  std::future<void> begin_stop(Milliseconds grace) {
    return boost::asio::co_spawn(io_, server_->stop(grace), boost::asio::use_future);
  }
  void stop(Milliseconds grace) { begin_stop(grace).get(); }
  std::size_t connections() {
    std::promise<std::size_t> count;
    boost::asio::post(io_, [&] { count.set_value(server_->connections()); });
    return count.get_future().get();
  }
  std::vector<std::string> errors() {
    const std::lock_guard lock(mutex_);
    return errors_;
  }
  boost::asio::io_context& io() { return io_; }

 private:
  void make(ports::HttpHandler& handler, http::ServerLimits limits, std::optional<http::TlsIdentity> tls) {
    server_ =
        std::make_unique<http::Server>(io_.get_executor(), handler, limits, std::move(tls), [this](std::string text) {
          const std::lock_guard lock(mutex_);
          errors_.push_back(std::move(text));
        });
  }
  void run(std::uint16_t port) {
    port_ = port;
    thread_ = std::thread([this] { io_.run(); });
  }

  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  std::mutex mutex_;
  std::vector<std::string> errors_;
  std::unique_ptr<http::Server> server_;
  std::uint16_t port_{0};
  std::thread thread_;
};

}  // namespace relay::test
