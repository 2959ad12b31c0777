// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/chat.hpp"
#include "sim/random.hpp"
#include "sim/timeline.hpp"

namespace relay::sim {

// What becomes of a request on its way.
enum class Way {
  well,
  slow,         // seconds each way
  unreachable,  // connection refused
  unresolved,
  untrusted,        // TLS
  cut,              // not all of it was written
  lost,             // all written, never arrives, no answer
  unheard,          // arrives, the answer does not
  reset,            // the same, said at once
  late,             // arrives after the deadline
  gateway_timeout,  // shown, but a gateway says 504
  garbage,          // shown, but the answer is no answer
};

struct Weather {
  Way way{Way::well};
  Mood mood{Mood::well};
};

[[nodiscard]] std::string_view name_of(Weather weather);
[[nodiscard]] const std::vector<Weather>& all_faults();

// The faults that wait for each robot's requests, planned beforehand.
class Skies {
 public:
  explicit Skies(std::size_t robots) : spells_(robots) {}

  struct Spell {
    Instant from;
    Instant to;
    Weather weather;
    double share;  // of the requests that meet it
  };
  void plan(std::size_t robot, Spell spell) { spells_.at(robot).push_back(spell); }
  [[nodiscard]] Weather over(std::size_t robot, Instant now, Random& random) const;

 private:
  std::vector<std::vector<Spell>> spells_;
};

}  // namespace relay::sim
