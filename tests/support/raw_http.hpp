// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace relay::test {

struct RawReply {
  int status;  // 0: the peer closed without an answer
  std::string head;
  std::string body;
};

// Writes the bytes to 127.0.0.1:port and reads until the peer closes, at most 20 s.
RawReply http_exchange(std::uint16_t port, const std::string& bytes);

using RawHeaders = std::vector<std::pair<std::string, std::string>>;

// The bytes of one HTTP/1.1 request with Connection: close; a Content-Length goes with every POST.
[[nodiscard]] std::string request_bytes(const std::string& method, const std::string& path, const RawHeaders& headers,
                                        const std::string& body);

}  // namespace relay::test
