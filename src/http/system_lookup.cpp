// SPDX-License-Identifier: MIT
#include "http/system_lookup.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <netdb.h>

namespace relay::http {

Result<Addresses> system_lookup(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (error != 0) {
    return fail(ErrorKind::unavailable, ::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
  Addresses addresses;
  for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
    boost::asio::ip::tcp::endpoint endpoint;
    if (entry->ai_addrlen <= endpoint.capacity()) {
      std::copy_n(reinterpret_cast<const char*>(entry->ai_addr), entry->ai_addrlen,
                  reinterpret_cast<char*>(endpoint.data()));
      addresses.push_back(endpoint.address());
    }
  }
  std::stable_partition(addresses.begin(), addresses.end(), [](const auto& address) { return address.is_v4(); });
  return addresses;
}

}  // namespace relay::http
