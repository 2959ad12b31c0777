// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>

#include "http/head_parser.hpp"
#include "http/stream.hpp"
#include "relay/base/result.hpp"
#include "relay/delivery/transport_outcome.hpp"

namespace relay::http {

struct ReceivedAnswer {
  delivery::Answer answer;
  Persistence persistence;  // close also when bytes came behind the answer
};

// Reads the answer to one request: interim answers are skipped, the head may have 16 KiB, the body `body_limit` bytes.
// `stream` outlives the call. cancelled: by the caller; unavailable: time or connection ended before the answer did;
// malformed or too_large: an answer nobody should read on. It is never decoded (Content-Encoding).
asio::awaitable<Result<ReceivedAnswer>> read_answer(Stream& stream, std::size_t body_limit, SteadyTime deadline);

// The answer to CONNECT: its status. After 2xx the stream is the tunnel; bytes behind the head are malformed.
asio::awaitable<Result<int>> read_connect_answer(Stream& stream, SteadyTime deadline);

}  // namespace relay::http
