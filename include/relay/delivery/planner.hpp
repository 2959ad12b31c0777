// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "relay/base/time.hpp"
#include "relay/delivery/send_budget.hpp"

namespace relay::delivery {

// What waits for one robot. An alert can be merged into a digest unless it may have been shown already, or its content
// was refused: then it goes alone.
struct Backlog {
  std::size_t ready{0};                // deliveries that may be tried now; counting may stop at 2
  std::size_t mergeable{0};            // of these
  std::optional<BootTime> oldest{};    // when the oldest of the mergeable ones was accepted
  std::optional<BootTime> next_due{};  // when the first of the others may be tried
  bool paused{false};                  // an operator keeps the robot silent: nothing leaves, whatever waits
};

// Whether the robot has just been blocked, so that what gathered meanwhile comes as one message.
enum class Resume { normal, after_block };

// What the planner may know of one robot. All instants are of the same boot.
struct RobotView {
  Backlog backlog;
  // A digest whose outcome is unknown, or whose form was refused, goes once more: not before this. There is at most
  // one, and no other digest begins before it has ended.
  std::optional<BootTime> digest_due;
  std::size_t free_singles;  // SendBudget, each as of now
  BootTime single_free;
  BootTime digest_free;
  BootTime resend_free;
  BootTime gate_open;  // RobotGate::not_before
  Resume resume{Resume::normal};
};

// The best of the ready deliveries, alone.
struct SendOne {
  Slot slot;
  bool operator==(const SendOne&) const = default;
};
// Everything mergeable that waits now, as one message.
struct SendDigest {
  bool operator==(const SendDigest&) const = default;
};
// The digest that is under way, once more.
struct ResendDigest {
  bool operator==(const ResendDigest&) const = default;
};
struct WaitUntil {
  BootTime due;
  bool operator==(const WaitUntil&) const = default;
};
struct Idle {
  bool operator==(const Idle&) const = default;
};
using Plan = std::variant<SendOne, SendDigest, ResendDigest, WaitUntil, Idle>;

// The decision of one robot, as a table of (state -> action) in its test (src/README.md, "The rules of delivery").
[[nodiscard]] Plan plan(const RobotView& robot, BootTime now);

// The plan of such a backlog is to wait, and enough waits for a digest already: alerts that come meanwhile change
// neither how long nor for what.
[[nodiscard]] bool outlasts_alerts(const Plan& plan, const Backlog& backlog);

}  // namespace relay::delivery
