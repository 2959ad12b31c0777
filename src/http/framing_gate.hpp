// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "http/refusal.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

// A request head as the parser split it, before anybody trusts it.
struct RequestHead {
  std::string method;
  std::string target;
  unsigned version;           // 10 or 11
  ports::HttpHeaders fields;  // names in lower case, values trimmed, repeated ones kept apart
};

enum class BodyFraming { none, length, chunked };
enum class Expectation { none, continue_100 };

struct Framing {
  BodyFraming body;
  std::uint64_t length;  // with BodyFraming::length
  Expectation expectation;
};
using GateVerdict = std::variant<Framing, Refusal>;

// Where two HTTP parsers could disagree about where a request ends or whom it is for (RFC 9112, sections 3 and 6;
// reliability dossier, section 6), the request is refused. Only origin-form targets pass.
[[nodiscard]] GateVerdict judge_framing(const RequestHead& head);

}  // namespace relay::http
