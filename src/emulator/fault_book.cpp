// SPDX-License-Identifier: MIT
#include "emulator/fault_book.hpp"

#include <utility>

namespace relay::emulator {
namespace {

bool is_over(const FaultBook::Armed& armed, BootTime now) {
  const bool spent = armed.fault.next != 0 && armed.hits >= armed.fault.next;
  const bool expired = armed.fault.lasting.count() != 0 && now - armed.since >= armed.fault.lasting;
  return spent || expired;
}

}  // namespace

FaultStage stage_of(FaultKind kind) {
  return kind == FaultKind::reset_on_connect || kind == FaultKind::reset_mid_request ? FaultStage::head
                                                                                     : FaultStage::body;
}

bool is_processed(const Fault& fault) {
  if (fault.effect != FaultEffect::by_kind) {
    return fault.effect == FaultEffect::processed;
  }
  // The enumerators stand in this order: not processed, then processed (fault.hpp).
  return fault.kind >= FaultKind::content_refused;
}

void FaultBook::arm(Fault fault, BootTime now) {
  fault.every = fault.every == 0 ? 1 : fault.every;
  armed_.push_back(Armed{std::move(fault), now});
}

std::optional<Fault> FaultBook::take(FaultStage stage, std::string_view robot, BootTime now) {
  std::erase_if(armed_, [&](const Armed& armed) { return is_over(armed, now); });
  for (Armed& armed : armed_) {
    const bool matches = armed.fault.robot.empty() || armed.fault.robot == robot;
    if (!matches || stage_of(armed.fault.kind) != stage) {
      continue;
    }
    if (++armed.matched % armed.fault.every == 0) {
      ++armed.hits;
      return armed.fault;
    }
  }
  return std::nullopt;
}

}  // namespace relay::emulator
