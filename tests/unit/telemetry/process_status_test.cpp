// SPDX-License-Identifier: MIT
#include "telemetry/process_status.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace relay::telemetry {
namespace {

TEST(ProcessStatus, IsOfThisProcess) {
  const ProcessStatus before = process_status();
  EXPECT_GT(before.resident_bytes, 1U << 20U);
  EXPECT_GE(before.open_fds, 3U);
  EXPECT_GE(before.max_fds, before.open_fds);
  const int descriptor = ::dup(STDERR_FILENO);
  EXPECT_EQ(process_status().open_fds, before.open_fds + 1);
  ::close(descriptor);
  EXPECT_GE(process_status().cpu_seconds, before.cpu_seconds);
}

}  // namespace
}  // namespace relay::telemetry
