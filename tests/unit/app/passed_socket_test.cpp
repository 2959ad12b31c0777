// SPDX-License-Identifier: MIT
#include "app/passed_socket.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace relay::app {
namespace {

void pass(const std::string& count, pid_t pid) {
  ::setenv("LISTEN_FDS", count.c_str(), 1);
  ::setenv("LISTEN_PID", std::to_string(pid).c_str(), 1);
}

TEST(PassedSocket, IsNoneWithoutSystemd) {
  const auto passed = passed_socket(*systemd());
  ASSERT_TRUE(passed.has_value());
  EXPECT_FALSE(passed->has_value());
}

TEST(PassedSocket, IsNoneWhenAnotherProcessWasMeant) {
  pass("1", ::getppid());
  EXPECT_FALSE(passed_socket(*systemd())->has_value());
}

TEST(PassedSocket, RefusesAnEnvironmentThatSaysNothingSensible) {
  pass("many", ::getpid());
  EXPECT_EQ(passed_socket(*systemd()).error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(std::getenv("LISTEN_FDS"), nullptr) << "children must not see it";
}

}  // namespace
}  // namespace relay::app
