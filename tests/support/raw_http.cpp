// SPDX-License-Identifier: MIT
#include "support/raw_http.hpp"

#include <arpa/inet.h>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace relay::test {
namespace {

class Socket {
 public:
  explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval limit{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(fd_);
      throw std::runtime_error("connect to port " + std::to_string(port) + " failed");
    }
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void write(const std::string& bytes) const {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count = ::send(fd_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (count <= 0) {
        return;  // the peer answered early: what it said can still be read
      }
      done += static_cast<std::size_t>(count);
    }
  }

  [[nodiscard]] std::string read_to_end() const {
    std::string out;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;) {
      out.append(buffer, static_cast<std::size_t>(count));
    }
    return out;
  }

 private:
  int fd_;
};

}  // namespace

RawReply http_exchange(std::uint16_t port, const std::string& bytes) {
  const Socket socket(port);
  socket.write(bytes);
  const std::string answer = socket.read_to_end();
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string::npos) {
    return {0, answer, ""};
  }
  return {std::atoi(answer.c_str() + 9), answer.substr(0, head), answer.substr(head + 4)};
}

std::string request_bytes(const std::string& method, const std::string& path, const RawHeaders& headers,
                          const std::string& body) {
  std::string bytes = method + " " + path + " HTTP/1.1\r\nHost: relay.internal\r\nConnection: close\r\n";
  for (const auto& [name, value] : headers) {
    bytes += name + ": " + value + "\r\n";
  }
  if (method == "POST") {
    bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return bytes + "\r\n" + body;
}

}  // namespace relay::test
