// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/base/time.hpp"
#include "relay/emulator/fault.hpp"

namespace relay::emulator {

// When a fault acts: on the head alone, or once the body is there.
enum class FaultStage { head, body };
[[nodiscard]] FaultStage stage_of(FaultKind kind);

// Whether the request that this fault hits is processed.
[[nodiscard]] bool is_processed(const Fault& fault);

// The armed faults. The first in the order of arming that matches a request hits it.
class FaultBook {
 public:
  void arm(Fault fault, BootTime now);
  void clear() { armed_.clear(); }

  // The fault that hits the next request of `robot` (empty: unknown token) at this stage; counted as a hit.
  [[nodiscard]] std::optional<Fault> take(FaultStage stage, std::string_view robot, BootTime now);

  struct Armed {
    Fault fault;
    BootTime since;
    std::size_t matched{0};
    std::size_t hits{0};
  };
  [[nodiscard]] const std::vector<Armed>& armed() const { return armed_; }

 private:
  std::vector<Armed> armed_;
};

}  // namespace relay::emulator
