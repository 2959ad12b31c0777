// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "relay/ports/sender.hpp"
#include "sim/chat.hpp"
#include "sim/machine.hpp"
#include "sim/skies.hpp"
#include "sim/trace.hpp"

namespace relay::sim {

// What everything in the world shares; all of it outlives every run of the relay.
struct World {
  Timeline timeline;
  Random random;
  Record record;
  Machine machine{};
  Chat chat;
  Skies skies;
  Trace trace;

  World(std::uint64_t seed, std::vector<RobotSetup> robots, bool traced);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

// The way of one run of the relay to DingTalk. What has left arrives, whether the relay lives on or not.
class Network final : public ports::Sender {
 public:
  // Both outlive it.
  Network(World& world, MachineClock& clock) : world_(world), clock_(clock) {}

  boost::asio::awaitable<delivery::TransportOutcome> post(ports::OutboundRequest request) override;

 private:
  // One request under way; shared by the relay, which may die, and the world.
  struct Flight {
    std::size_t attempt;
    Weather weather;
    ports::OutboundRequest request;
    std::optional<Chat::Reply> reply{};
    Instant answer_at{};
  };

  [[nodiscard]] std::shared_ptr<Flight> start(ports::OutboundRequest request);
  void plan_arrival(const std::shared_ptr<Flight>& flight);
  void arrive(Flight& flight);
  // What the relay is told, as far as it hears of it.
  [[nodiscard]] delivery::TransportOutcome outcome_of(const Flight& flight) const;
  [[nodiscard]] static Ending ending_of(const Flight& flight);
  void end(const Flight& flight);

  World& world_;
  MachineClock& clock_;
};

}  // namespace relay::sim
