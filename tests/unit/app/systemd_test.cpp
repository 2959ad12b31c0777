// SPDX-License-Identifier: MIT
#include "app/systemd.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace relay::app {
namespace {

TEST(Systemd, IsNotAskedForUnlessItSpeaksToUs) {
  const Result<std::optional<Systemd>> found = systemd();
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(found->has_value());
}

TEST(Systemd, IsLoadedForEachThingThatItPasses) {
  for (const char* name : {"LISTEN_FDS", "NOTIFY_SOCKET", "WATCHDOG_USEC"}) {
    ::setenv(name, "", 1);
    const Result<std::optional<Systemd>> found = systemd();
    ::unsetenv(name);
    ASSERT_TRUE(found.has_value() && found->has_value()) << name;
    EXPECT_EQ((*found)->notify(0, "READY=1"), 0) << "nobody listens";
  }
}

}  // namespace
}  // namespace relay::app
