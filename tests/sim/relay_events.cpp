// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <variant>

#include "sim/relay.hpp"

namespace relay::sim {

void Relay::note_copies(const ports::AlertsCopied& copied) {
  const auto& robots = world_.record.robots;
  const auto robot =
      std::find_if(robots.begin(), robots.end(), [&](const RobotSetup& setup) { return setup.name == copied.robot; });
  world_.record.copyings.push_back({static_cast<std::size_t>(robot - robots.begin()), world_.timeline.now()});
  world_.record.counts["copies for a fallback"] += copied.copies;
  world_.trace.say(
      [&] { return "  " + copied.robot + ": " + std::to_string(copied.copies) + " copies for " + copied.fallback; });
}

void Relay::on(const ports::Event& event) {
  if (const auto* gate = std::get_if<ports::RobotGateChanged>(&event)) {
    world_.trace.say([&] {
      return "  " + gate->robot + " is " + std::string(to_string(gate->state)) + " for " +
             std::to_string(gate->wait.count()) + " ms: " + std::string(to_string(gate->reason));
    });
  } else if (const auto* ended = std::get_if<ports::AttemptEnded>(&event)) {
    world_.trace.say([&] {
      return "  " + ended->robot + ": delivery " + std::to_string(ended->delivery_id) + " " +
             std::string(to_string(ended->verdict)) + " -> " + std::string(to_string(ended->state));
    });
  } else if (const auto* digest = std::get_if<ports::DigestEnded>(&event)) {
    world_.trace.say([&] {
      return "  " + digest->robot + ": digest " + std::to_string(digest->digest_id) + " of " +
             std::to_string(digest->alerts) + " " + std::string(to_string(digest->verdict)) + " -> " +
             std::string(to_string(digest->state));
    });
  } else if (const auto* expired = std::get_if<ports::DeliveriesExpired>(&event)) {
    world_.trace.say([&] { return "  " + expired->robot + ": " + std::to_string(expired->count) + " expired"; });
  } else if (const auto* accepted = std::get_if<ports::AlertAccepted>(&event)) {
    announcer_->heard(accepted->source);
  } else if (const auto* copied = std::get_if<ports::AlertsCopied>(&event)) {
    note_copies(*copied);
  } else if (const auto* failed = std::get_if<ports::SpoolFailed>(&event)) {
    world_.trace.say([&] { return "  the spool failed: " + failed->detail; });
  }
}

}  // namespace relay::sim
