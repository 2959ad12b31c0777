// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "emulator/markdown.hpp"
#include "emulator/state.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

enum class Reloading { by_hand, live };

// What of the page a person asked for: /?robot=ops&view=phone&live=1
struct PageQuery {
  std::string robot;  // name, kUnknownRobot, or empty for all
  Client client{Client::pc};
  Reloading reloading{Reloading::by_hand};
};
inline constexpr std::string_view kUnknownRobot = "~unknown";

[[nodiscard]] PageQuery parse_page_query(std::string_view query);
// The address that asks for it, to be put into an attribute as it is.
[[nodiscard]] std::string page_address(const PageQuery& query);

// The group as its members see it: one HTML document that loads nothing and runs nothing. The last 200 messages.
[[nodiscard]] ports::HttpResponse answer_page(const State& state, const PageQuery& query, const TimeZone& zone);

}  // namespace relay::emulator
