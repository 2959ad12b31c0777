// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace relay::bench {

// How often this process called fdatasync or fsync.
[[nodiscard]] std::uint64_t sync_count();

}  // namespace relay::bench
