// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "relay/base/time.hpp"

namespace relay::ports {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;  // names in lower case

// The head of a request that passed the framing gate.
struct HttpHead {
  std::string method;                           // "POST"
  std::string path;                             // percent-encoded, without query; begins with '/'
  std::string query;                            // percent-encoded, without '?'
  HttpHeaders headers;                          // trailers are never merged in
  std::optional<std::uint64_t> content_length;  // empty: chunked, or no body
  std::string peer;                             // address without port

  // The first value; empty when absent. `name` in lower case.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpRequest {
  HttpHead head;
  std::string body;  // has 64 bytes of spare capacity behind its end, as simdjson wants
};

// Bytes to write as they are, instead of a response: only the emulator misbehaves on purpose.
struct WireScript {
  enum class End { keep_alive, close, reset, hang };  // hang: hold the connection open until the peer leaves
  std::string bytes;
  Milliseconds per_byte{0};  // 0: all at once
  End end{End::close};
};

struct HttpResponse {
  int status{200};
  std::string content_type{"application/json"};
  std::string body;
  HttpHeaders headers{};  // further ones; no CR, LF or NUL
  std::optional<WireScript> script{};
};

// Before the body is read: refuse now, or read at most `body_limit` bytes and call handle().
struct ReadBody {
  std::uint64_t body_limit;
  // Who handles the request; null: the handler that admitted it. Shared by the request, which may outlive what the
  // server serves by then.
  std::shared_ptr<class HttpHandler> handler{};
};
struct DropConnection {};  // reset; only the emulator does so
using Admission = std::variant<HttpResponse, ReadBody, DropConnection>;

// What a server serves. One handler may serve many connections at once, all on the I/O thread.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // Decides by the head alone: route, method, declared length, presence of a proof.
  [[nodiscard]] virtual Admission admit(const HttpHead& head) = 0;
  // The body is complete. The peer may have left meanwhile; the work is done all the same.
  virtual boost::asio::awaitable<HttpResponse> handle(HttpRequest request) = 0;
};

inline std::string_view HttpHead::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

}  // namespace relay::ports
