// SPDX-License-Identifier: MIT
#include "emulator/seen_uuids.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

using namespace std::chrono_literals;

constexpr BootTime kStart{1h};

TEST(SeenUuids, KnowsOneForADay) {
  SeenUuids seen;
  seen.keep("a", "u", kStart);
  EXPECT_TRUE(seen.knows("a", "u", kStart + 23h));
  EXPECT_FALSE(seen.knows("a", "u", kStart + 24h));
}

TEST(SeenUuids, KeepsRobotsApart) {
  SeenUuids seen;
  seen.keep("a", "u", kStart);
  EXPECT_FALSE(seen.knows("b", "u", kStart));
}

TEST(SeenUuids, NeverKeepsAnEmptyOne) {
  SeenUuids seen;
  seen.keep("a", "", kStart);
  EXPECT_FALSE(seen.knows("a", "", kStart));
}

TEST(SeenUuids, ClearForgets) {
  SeenUuids seen;
  seen.keep("a", "u", kStart);
  seen.clear();
  EXPECT_FALSE(seen.knows("a", "u", kStart));
}

}  // namespace
}  // namespace relay::emulator
