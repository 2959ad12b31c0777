// SPDX-License-Identifier: MIT
#include "http/address_cache.hpp"

#include <utility>

namespace relay::http {

namespace {

constexpr Milliseconds kFresh = std::chrono::seconds{60};
constexpr Milliseconds kUsable = std::chrono::hours{24};

}  // namespace

void AddressCache::store(const std::string& host, Addresses addresses, SteadyTime now) {
  entries_.insert_or_assign(host, Entry{std::move(addresses), now});
}

std::optional<Addresses> AddressCache::fresh(const std::string& host, SteadyTime now) const {
  return younger_than(host, now, kFresh);
}

std::optional<Addresses> AddressCache::stale(const std::string& host, SteadyTime now) const {
  return younger_than(host, now, kUsable);
}

std::optional<Addresses> AddressCache::younger_than(const std::string& host, SteadyTime now, Milliseconds age) const {
  const auto found = entries_.find(host);
  if (found == entries_.end() || now - found->second.stored > age) {
    return std::nullopt;
  }
  return found->second.addresses;
}

}  // namespace relay::http
