// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "emulator/answers.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/emulator/fault.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

// What the peer gets when `fault` hits. `normal` is the answer that was due; faults that answer something else ignore
// it. In the result, status and body say what was meant and `script` what goes over the wire; an empty script without
// bytes means that the peer gets no answer at all.
[[nodiscard]] ports::HttpResponse faulted(const Fault& fault, ports::HttpResponse normal,
                                          const EmulatorOptions& options);

// Rows 23 and 24: the refusal of a fault that speaks after all other checks; empty for every other kind.
[[nodiscard]] std::optional<Refusal> late_refusal(FaultKind kind);

}  // namespace relay::emulator
