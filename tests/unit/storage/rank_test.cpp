// SPDX-License-Identifier: MIT
#include "storage/rank.hpp"

#include <gtest/gtest.h>

namespace relay::storage {
namespace {

using alert::Level;
using delivery::Novelty;

TEST(Rank, FatalBeforeNewBeforeTheRest) {
  EXPECT_EQ(rank_of(Level::fatal, Novelty::known), Rank::fatal);
  EXPECT_EQ(rank_of(Level::fatal, Novelty::first), Rank::fatal);
  EXPECT_EQ(rank_of(Level::error, Novelty::first), Rank::first);
  EXPECT_EQ(rank_of(Level::error, Novelty::known), Rank::other);
  EXPECT_LT(Rank::alone, Rank::fatal);
  EXPECT_LT(Rank::fatal, Rank::first);
  EXPECT_LT(Rank::first, Rank::other);
}

}  // namespace
}  // namespace relay::storage
