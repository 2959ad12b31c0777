// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace relay::telemetry {

struct ProcessStatus {
  double cpu_seconds;
  std::uint64_t resident_bytes;  // 0: unknown
  std::uint64_t open_fds;        // 0: unknown
  std::uint64_t max_fds;
};

// This process, by getrusage and /proc/self.
[[nodiscard]] ProcessStatus process_status();

}  // namespace relay::telemetry
