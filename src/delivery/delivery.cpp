// SPDX-License-Identifier: MIT
#include "relay/delivery/delivery.hpp"

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

}  // namespace relay::delivery
