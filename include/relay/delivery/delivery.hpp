// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "relay/base/time.hpp"

namespace relay::delivery {

// The life of one alert at one robot. All but pending are ends (src/storage/README.md has the diagram).
enum class State { pending, shown, digested, suppressed, duplicate, dead, unknown, expired, discarded, shed };
// Every one of them, in the order in which people are told of them.
inline constexpr std::array kStates{State::pending,   State::shown, State::digested, State::suppressed,
                                    State::duplicate, State::dead,  State::unknown,  State::expired,
                                    State::discarded, State::shed};

[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] std::optional<State> state_from(std::string_view text);

// Which text is sent: the layout, or the plainer form after the content was refused.
enum class Form : std::uint8_t { full, plain };

// What has been tried for one delivery; kept in the spool so that a restart forgets nothing.
struct Progress {
  std::uint32_t attempts{0};    // requests started
  std::uint32_t busy{0};        // answers that asked for patience
  std::uint32_t unexpected{0};  // answers nobody has documented
  std::uint32_t unknown{0};     // attempts of which nobody knows whether they were shown
  Form form{Form::full};

  bool operator==(const Progress&) const = default;
};

// Other deliveries of the same issue to the same robot, for which the message of one stands as well.
struct Riders {
  std::int64_t count;  // at least 1
  WallTime since;      // when the oldest of them was accepted
};

}  // namespace relay::delivery
