// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>

#include "relay/base/result.hpp"

namespace relay::http {

// Makes a Unix socket with mode 0600 and listens. What a process left that is gone is replaced; `unavailable` while
// somebody serves it, `refused` when the file is no socket. Asio's TCP types only carry the descriptor here: nothing of
// TCP is asked of it.
[[nodiscard]] Result<void> open_local_listener(boost::asio::ip::tcp::acceptor& acceptor, const std::string& path);

}  // namespace relay::http
