// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/ip/address.hpp>
#include <vector>

namespace relay::http {

// What a name stands for, in the order in which to try: IPv4 first, because DingTalk's allow-list knows no IPv6.
using Addresses = std::vector<boost::asio::ip::address>;

}  // namespace relay::http
