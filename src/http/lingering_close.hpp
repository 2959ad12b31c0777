// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include "http/stream.hpp"

namespace relay::http {

// Says goodbye so that the last answer arrives although the peer may still be sending: closing a socket with unread
// bytes sends RST, and the peer might never see the answer. At most 64 KiB and 1 s, then the stream is closed.
// The stream outlives the call.
asio::awaitable<void> lingering_close(Stream& stream);

}  // namespace relay::http
