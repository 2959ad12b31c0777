// SPDX-License-Identifier: MIT
#pragma once

#include "emulator/state.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

// /__emu/messages, /__emu/robots, /__emu/faults, /__emu/clock: see README.md. JSON in, JSON out; 200, 400, 404 or 405.
[[nodiscard]] ports::HttpResponse answer_admin(State& state, const ports::HttpRequest& request);

}  // namespace relay::emulator
