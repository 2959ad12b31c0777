// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include "http/stream.hpp"
#include "relay/ports/http.hpp"

namespace relay::http {

// Writes the script's bytes and ends as it says; with End::keep_alive the stream stays open.
// `write_deadline` bounds every write. The stream outlives the call.
asio::awaitable<void> play_script(Stream& stream, ports::WireScript script, Milliseconds write_deadline);

}  // namespace relay::http
