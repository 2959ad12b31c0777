// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "http/async.hpp"

namespace relay::http {

using ConnectionId = std::uint64_t;  // never used twice

enum class Phase {
  head,  // accepted or mid-header: has not asked for anything yet
  idle,  // between two requests, or saying goodbye
  busy,  // a request is being read or answered
};

// Which connections a server has, and which one must go when another needs its place.
class ConnectionTable {
 public:
  explicit ConnectionTable(std::size_t limit) : limit_(limit) {}

  void add(ConnectionId id, SteadyTime now);
  void set_phase(ConnectionId id, Phase phase, SteadyTime now);
  void remove(ConnectionId id);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool is_full() const { return entries_.size() >= limit_; }
  // The one longest in its headers, else the one longest idle; nobody when all are busy.
  [[nodiscard]] std::optional<ConnectionId> victim() const;

 private:
  struct Entry {
    Phase phase;
    SteadyTime since;
  };
  [[nodiscard]] std::optional<ConnectionId> oldest(Phase phase) const;

  std::size_t limit_;
  std::map<ConnectionId, Entry> entries_;
};

// How many connections a process may hold that can open `descriptors` files: the rest is for the spool, the log and the
// connections to DingTalk.
[[nodiscard]] std::size_t connection_limit(std::size_t configured, std::uint64_t descriptors);

}  // namespace relay::http
