// SPDX-License-Identifier: MIT
#pragma once

#include "emulator/state.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

// Rows 0 to 26 for one request, whatever its path and method; the transcript keeps it.
[[nodiscard]] ports::HttpResponse answer_robot_request(State& state, const ports::HttpRequest& request);

// True when an armed fault resets this connection after the head; the transcript keeps that.
[[nodiscard]] bool reset_after_head(State& state, const ports::HttpHead& head);

}  // namespace relay::emulator
