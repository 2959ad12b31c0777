// SPDX-License-Identifier: MIT
#include "relay/delivery/delivery.hpp"

#include <array>

namespace relay::delivery {

std::string_view to_string(State state) {
  switch (state) {
    case State::pending:
      return "pending";
    case State::shown:
      return "shown";
    case State::digested:
      return "digested";
    case State::suppressed:
      return "suppressed";
    case State::duplicate:
      return "duplicate";
    case State::dead:
      return "dead";
    case State::unknown:
      return "unknown";
    case State::expired:
      return "expired";
    case State::discarded:
      return "discarded";
  }
  return "pending";
}

std::optional<State> state_from(std::string_view text) {
  constexpr std::array kAll{State::pending, State::shown,   State::digested, State::suppressed, State::duplicate,
                            State::dead,    State::unknown, State::expired,  State::discarded};
  for (const State state : kAll) {
    if (to_string(state) == text) {
      return state;
    }
  }
  return std::nullopt;
}

}  // namespace relay::delivery
