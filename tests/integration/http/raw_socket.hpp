// SPDX-License-Identifier: MIT
#pragma once

#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace relay::test {

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A blocking TCP socket that says exactly what it is told to say. Every read gives up after 5 s.
class RawSocket {
 public:
  enum class End { open, closed, reset, silent };

  explicit RawSocket(int descriptor) : descriptor_(descriptor) {
    const timeval limit{5, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  }
  static RawSocket connect(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect to the server under test");
    }
    return RawSocket(descriptor);
  }
  RawSocket(RawSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), input_(other.input_) {}
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket() { close(); }

  [[nodiscard]] int descriptor() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) {
      ::close(std::exchange(descriptor_, -1));
    }
  }
  void reset() {
    const linger abort{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    close();
  }
  void finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // False when the peer no longer takes it.
  bool send(std::string_view data) {
    while (!data.empty()) {
      const auto sent = ::send(descriptor_, data.data(), data.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      data.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // What came next, "" when there is no more; end() then says why.
  std::string read_some() {
    char chunk[16 * 1024];
    const auto got = ::recv(descriptor_, chunk, sizeof chunk, 0);
    if (got > 0) {
      return std::string(chunk, static_cast<std::size_t>(got));
    }
    end_ = got == 0 ? End::closed : errno == ECONNRESET ? End::reset : End::silent;
    return {};
  }
  [[nodiscard]] End end() const { return end_; }

  std::string read_until(std::string_view mark) {
    while (input_.find(mark) == std::string::npos) {
      const auto more = read_some();
      if (more.empty()) {
        return std::exchange(input_, {});
      }
      input_ += more;
    }
    return take(input_.find(mark) + mark.size());
  }
  std::string read_bytes(std::size_t count) {
    while (input_.size() < count) {
      const auto more = read_some();
      if (more.empty()) {
        break;
      }
      input_ += more;
    }
    return take(count);
  }
  std::string read_to_end() {
    std::string all = std::exchange(input_, {});
    for (auto more = read_some(); !more.empty(); more = read_some()) {
      all += more;
    }
    return all;
  }

  // One message with Content-Length, or without a body.
  std::string read_message() {
    auto head = read_until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    const auto length = at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
    return head + read_bytes(length);
  }

 private:
  std::string take(std::size_t count) {
    const auto taken = input_.substr(0, count);
    input_.erase(0, count);
    return taken;
  }

  int descriptor_;
  std::string input_;
  End end_{End::open};
};

inline int status_of(std::string_view message) {
  return message.starts_with("HTTP/1.1 ") ? std::atoi(std::string(message.substr(9, 3)).c_str()) : 0;
}

}  // namespace relay::test
