// SPDX-License-Identifier: MIT
#pragma once

namespace relay::storage {

// By how much a spool's file grows at a time.
inline constexpr int kGrowthBytes = 256 * 1024;

}  // namespace relay::storage
