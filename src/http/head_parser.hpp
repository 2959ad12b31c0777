// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "http/framing_gate.hpp"
#include "http/refusal.hpp"
#include "relay/base/result.hpp"
#include "relay/ports/http.hpp"

// The folder's only use of Beast's parser: complete heads, the empty line included, become plain values.
namespace relay::http {

enum class Persistence { keep_alive, close };

struct ParsedRequest {
  RequestHead head;
  Persistence persistence;  // what the peer's version and Connection header ask for
};
[[nodiscard]] std::variant<ParsedRequest, Refusal> parse_request_head(std::string_view bytes);

struct ParsedAnswer {
  int status;
  ports::HttpHeaders fields;  // names in lower case
  Persistence persistence;
  std::optional<std::uint64_t> length;  // of the body; a status without a body has 0
  bool chunked;
};
// malformed: not HTTP/1.x, or a Transfer-Encoding that is not `chunked`.
[[nodiscard]] Result<ParsedAnswer> parse_answer_head(std::string_view bytes);

}  // namespace relay::http
