// SPDX-License-Identifier: MIT
#include "http/address_cache.hpp"

#include <gtest/gtest.h>

namespace relay::http {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Addresses kOne{asio::ip::make_address("192.0.2.1")};
const SteadyTime kStart{hours{1}};

TEST(AddressCache, IsFreshForAMinute) {
  AddressCache cache;
  cache.store("a", kOne, kStart);
  EXPECT_EQ(cache.fresh("a", kStart + seconds{60}), kOne);
  EXPECT_EQ(cache.fresh("a", kStart + seconds{61}), std::nullopt);
}

TEST(AddressCache, ServesForADayWhenNothingBetterComes) {
  AddressCache cache;
  cache.store("a", kOne, kStart);
  EXPECT_EQ(cache.stale("a", kStart + hours{24}), kOne);
  EXPECT_EQ(cache.stale("a", kStart + hours{25}), std::nullopt);
}

TEST(AddressCache, KnowsOnlyWhatItWasTold) {
  const AddressCache cache;
  EXPECT_EQ(cache.stale("a", kStart), std::nullopt);
}

}  // namespace
}  // namespace relay::http
