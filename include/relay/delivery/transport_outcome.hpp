// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace relay::delivery {

// How far a request got that brought no usable answer. Only `unanswered` may have been seen by the other side.
enum class TransportFailure {
  resolve,        // no address
  connect,        // refused, unreachable or timed out
  tls,            // handshake, certificate or host name
  write,          // not all of the request left this machine
  unanswered,     // all of it left; then reset, closed, timed out, broken framing or an answer over the cap
  shutting_down,  // all of it left, then we stopped waiting
};

struct NoAnswer {
  TransportFailure failure;
  std::string detail;  // for people: "connect 203.0.113.7:443: Connection refused"; no URL, no token
};

// A complete HTTP answer. Header texts are empty when absent.
struct Answer {
  int status;
  std::string body;  // at most 64 KiB
  std::string content_type;
  std::string retry_after;
  std::string date;
};

using TransportOutcome = std::variant<Answer, NoAnswer>;

}  // namespace relay::delivery
