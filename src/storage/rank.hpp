// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "relay/alert/alert.hpp"
#include "relay/delivery/digest.hpp"

namespace relay::storage {

// delivery.rank: which of a robot's waiting deliveries goes first. Within one rank the oldest does.
enum class Rank : int {
  alone,  // may have been shown, or its content was refused: no digest takes it, so that it must not wait for slots
  fatal,
  first,  // the first of its issue
  other,
  // Counted on a message about another of its issue (delivery.told_by) that may have been shown: it ends with that one,
  // and until then goes nowhere, as it may have been read.
  bound,
};

// Those that can go.
inline constexpr std::array kRanks{Rank::alone, Rank::fatal, Rank::first, Rank::other};

[[nodiscard]] constexpr Rank rank_of(alert::Level level, delivery::Novelty novelty) {
  if (level == alert::Level::fatal) {
    return Rank::fatal;
  }
  return novelty == delivery::Novelty::first ? Rank::first : Rank::other;
}

}  // namespace relay::storage
