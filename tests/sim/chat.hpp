// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/delivery/transport_outcome.hpp"
#include "relay/ports/sender.hpp"
#include "sim/record.hpp"

namespace relay::sim {

// Words in an alert that DingTalk does not let through: one in its message, which the plain form leaves out, one in its
// title, which is in every form of a single message.
inline constexpr std::string_view kBadMessage = "Qforbiddenz";
inline constexpr std::string_view kBadTitle = "Qpoisonz";

// What one robot of DingTalk does on purpose while it lasts.
enum class Mood {
  well,
  busy,             // -1
  server_error,     // 502
  unexpected,       // an errcode that nobody documents
  busy_for_others,  // "send too fast": somebody else uses the token
  keyword,          // the keyword was changed
  token,            // the token was deleted
  disbanded,
  punished,  // status 1111: the address
  html,      // a page of some proxy
  redirect,
};

// DingTalk: takes requests, counts them, refuses or shows them. Knows the true time.
class Chat {
 public:
  struct Reply {
    delivery::Answer answer;
    Ending ending;
    Welcome welcome{Welcome::none};
    Milliseconds wait{0};       // blocked: this robot's
    Milliseconds host_wait{0};  // all robots' of the host
    bool displayed{false};
    std::string what;  // for the trace
  };

  explicit Chat(const std::vector<RobotSetup>& robots);

  [[nodiscard]] Reply receive(std::size_t robot, const ports::OutboundRequest& request, Mood mood, Instant now);
  // The most that arrived in any minute so far, and whether it ever blocked because of it.
  [[nodiscard]] std::size_t busiest_minute() const { return busiest_; }

 private:
  struct Robot {
    std::deque<Instant> minute;  // what arrived in the last 60 s
    std::optional<Instant> blocked_until;
  };
  [[nodiscard]] std::optional<Reply> refuse_by_rate(Robot& robot, Instant now);

  const std::vector<RobotSetup>& setups_;
  std::vector<Robot> robots_;
  std::size_t busiest_{0};
};

}  // namespace relay::sim
