// SPDX-License-Identifier: MIT
#include "relay/delivery/delivery.hpp"

#include <algorithm>

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
    case State::shed:
      return "shed";
  }
  return "pending";
}

std::optional<State> state_from(std::string_view text) {
  const auto* const found =
      std::find_if(kStates.begin(), kStates.end(), [&](State one) { return to_string(one) == text; });
  return found == kStates.end() ? std::nullopt : std::optional(*found);
}

}  // namespace relay::delivery
