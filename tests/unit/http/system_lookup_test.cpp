// SPDX-License-Identifier: MIT
#include "http/system_lookup.hpp"

#include <gtest/gtest.h>

namespace relay::http {
namespace {

TEST(SystemLookup, FindsLocalhostWithIpv4First) {
  const auto answer = system_lookup("localhost");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->front().is_v4());
}

TEST(SystemLookup, SaysThatANameDoesNotExist) { EXPECT_FALSE(system_lookup("nothing.invalid")); }

}  // namespace
}  // namespace relay::http
