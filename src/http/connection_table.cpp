// SPDX-License-Identifier: MIT
#include "http/connection_table.hpp"

#include <algorithm>

namespace relay::http {

namespace {

constexpr std::uint64_t kReservedDescriptors = 64;

}  // namespace

void ConnectionTable::add(ConnectionId id, SteadyTime now) { entries_.insert_or_assign(id, Entry{Phase::head, now}); }

void ConnectionTable::set_phase(ConnectionId id, Phase phase, SteadyTime now) {
  const auto found = entries_.find(id);
  if (found != entries_.end() && found->second.phase != phase) {
    found->second = Entry{phase, now};
  }
}

void ConnectionTable::remove(ConnectionId id) { entries_.erase(id); }

std::optional<ConnectionId> ConnectionTable::oldest(Phase phase) const {
  std::optional<ConnectionId> found;
  SteadyTime since = kNever;
  for (const auto& [id, entry] : entries_) {
    if (entry.phase == phase && entry.since < since) {
      found = id;
      since = entry.since;
    }
  }
  return found;
}

std::optional<ConnectionId> ConnectionTable::victim() const {
  const auto in_headers = oldest(Phase::head);
  return in_headers ? in_headers : oldest(Phase::idle);
}

std::size_t connection_limit(std::size_t configured, std::uint64_t descriptors) {
  const auto reserve = std::min(kReservedDescriptors, descriptors / 2);
  return std::max<std::size_t>(1, std::min<std::uint64_t>(configured, descriptors - reserve));
}

}  // namespace relay::http
