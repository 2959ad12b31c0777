// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

inline constexpr std::size_t kChangeStep = 200;

// One step of a change, oldest first. `from`: 0 at first, then `next`; 0 there: that was all.
struct ChangeStep {
  ports::Changed changed;
  ports::DeliveryId next;
};

// The filter's state says which ends are undone; without one, dead. Each becomes a new pending row behind all others,
// whose age for spool.max_age begins now: a digest that is under way never had it, and its messages are new ones to
// DingTalk. Inside a transaction, as the next.
[[nodiscard]] Result<ChangeStep> redrive_some(Database& database, const ports::DeliveryFilter& filter,
                                              ports::DeliveryId from, const Moment& moment);

// Pending and dead ones, or those of them that the filter's state says. What a message has that is being sent stays as
// it is: nobody knows yet whether it is shown.
[[nodiscard]] Result<ChangeStep> discard_some(Database& database, const ports::DeliveryFilter& filter,
                                              ports::DeliveryId from, const Moment& moment);

// Adds up what two steps did.
void add_to(ports::Changed& sum, const ports::Changed& more);

}  // namespace relay::storage
