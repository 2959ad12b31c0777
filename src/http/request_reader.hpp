// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "http/body_budget.hpp"
#include "http/framing_gate.hpp"
#include "http/head_parser.hpp"
#include "http/head_scan.hpp"
#include "http/refusal.hpp"
#include "http/stream.hpp"
#include "relay/http/server.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

struct IncomingRequest {
  ports::HttpHead head;
  Framing framing;
  Persistence persistence;
};
struct Ended {};  // the peer left, stayed silent, or we were closed: nobody to answer
using HeadOutcome = std::variant<IncomingRequest, Refusal, Ended>;
using BodyOutcome = std::variant<std::string, Refusal, Ended>;

// Reads requests from one connection, one after the other. Stream, limits and budget outlive it.
class RequestReader {
 public:
  RequestReader(Stream& stream, const ServerLimits& limits, BodyBudget& budget, std::string peer);

  // Bytes that no request has used yet.
  [[nodiscard]] bool has_input() const { return buffer_.size() > 0; }
  // Returns when there is input; false when the connection ended or stayed silent.
  asio::awaitable<bool> wait_for_input(SteadyTime deadline);

  // The next head, through the framing gate. 408 only when part of one came.
  asio::awaitable<HeadOutcome> read_head(SteadyTime deadline);

  // The body behind that head, with 64 bytes of spare capacity. `charge` pays for the memory as bytes arrive and
  // outlives the body. 413 over `limit`, 408 when too slow, 503 when there is no room for it.
  asio::awaitable<BodyOutcome> read_body(Framing framing, std::uint64_t limit, BodyBudget::Charge& charge);

 private:
  asio::awaitable<error_code> read_more(SteadyTime deadline);
  [[nodiscard]] HeadOutcome take_head(std::size_t bytes);
  struct BodyInProgress;
  asio::awaitable<std::optional<Refusal>> take_input(BodyInProgress& progress, BodyBudget::Charge& charge);
  asio::awaitable<Room> make_room(std::string& body, std::uint64_t bound, BodyBudget::Charge& charge);
  [[nodiscard]] std::string_view input() const;
  [[nodiscard]] SteadyTime pace(SteadyTime start) const;

  Stream& stream_;
  const ServerLimits& limits_;
  BodyBudget& budget_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::uint64_t received_{0};  // bytes of the body being read, framing included
};

}  // namespace relay::http
