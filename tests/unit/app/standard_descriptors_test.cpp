// SPDX-License-Identifier: MIT
#include "app/standard_descriptors.hpp"

#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace relay::app {
namespace {

TEST(StandardDescriptors, AClosedOneIsNoLongerFree) {
  const int kept = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  ::close(STDIN_FILENO);
  open_standard_descriptors();
  EXPECT_EQ(std::filesystem::read_symlink("/proc/self/fd/0"), "/dev/null");
  if (kept >= 0) {
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
  }
}

TEST(StandardDescriptors, OpenOnesStay) {
  const auto before = std::filesystem::read_symlink("/proc/self/fd/2");
  open_standard_descriptors();
  EXPECT_EQ(std::filesystem::read_symlink("/proc/self/fd/2"), before);
}

}  // namespace
}  // namespace relay::app
