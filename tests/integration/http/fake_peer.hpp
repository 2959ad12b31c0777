// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "integration/http/raw_socket.hpp"

namespace relay::test {

// Listens on loopback and lets a script talk with each connection, one after the other, on a thread of its own.
class FakePeer {
 public:
  using Script = std::function<void(RawSocket& peer, int connection)>;  // connections count from 1

  explicit FakePeer(Script script) : script_(std::move(script)), listener_(open_listener()) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakePeer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

  // Until so many connections have ended on this side.
  void wait_for_closed(int count) const {
    for (int closed = closed_; closed < count; closed = closed_) {
      closed_.wait(closed);
    }
  }

  // Reads one request with Content-Length and remembers it.
  std::string read_request(RawSocket& peer) {
    auto request = peer.read_message();
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    return request;
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  static int open_listener() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(0);
    ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener, 16);
    return listener;
  }
  void serve() {
    for (int descriptor = ::accept(listener_, nullptr, nullptr); descriptor >= 0;
         descriptor = ::accept(listener_, nullptr, nullptr)) {
      {
        RawSocket peer(descriptor);
        script_(peer, ++connections_);
      }
      ++closed_;
      closed_.notify_all();
    }
  }

  Script script_;
  int listener_;
  std::uint16_t port_{0};
  std::atomic<int> connections_{0};
  std::atomic<int> closed_{0};
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace relay::test
