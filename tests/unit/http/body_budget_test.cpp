// SPDX-License-Identifier: MIT
#include "http/body_budget.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>
#include <memory>

#include "support/run_coroutine.hpp"

namespace relay::http {
namespace {

struct Budget : testing::Test {
  asio::io_context io{1};
  BodyBudget budget{io.get_executor(), 1'000, 2'000, 100};

  Room raise(BodyBudget::Charge& charge, std::size_t bytes, Milliseconds patience = Milliseconds{20}) {
    return test::run_coroutine(io, budget.raise(charge, bytes, from_now(patience)));
  }
};

TEST_F(Budget, SmallAndLargeBodiesDrawOnPoolsOfTheirOwn) {
  BodyBudget::Charge small(budget);
  BodyBudget::Charge large(budget);
  EXPECT_EQ(raise(small, 100), Room::granted);
  EXPECT_EQ(raise(large, 101), Room::granted);
  EXPECT_EQ(budget.small_used(), 100U);
  EXPECT_EQ(budget.large_used(), 101U);
}

TEST_F(Budget, AGrowingBodyMovesToTheOtherPool) {
  BodyBudget::Charge charge(budget);
  EXPECT_EQ(raise(charge, 50), Room::granted);
  EXPECT_EQ(raise(charge, 500), Room::granted);
  EXPECT_EQ(budget.small_used(), 0U);
  EXPECT_EQ(budget.large_used(), 500U);
}

TEST_F(Budget, ARaiseWithinThePoolCostsTheDifference) {
  BodyBudget::Charge charge(budget);
  EXPECT_EQ(raise(charge, 1'500), Room::granted);
  EXPECT_EQ(raise(charge, 2'000), Room::granted);
  EXPECT_EQ(budget.large_used(), 2'000U);
}

TEST_F(Budget, GivesUpWhenTheRoomDoesNotCome) {
  BodyBudget::Charge holder(budget);
  BodyBudget::Charge late(budget);
  EXPECT_EQ(raise(holder, 1'900), Room::granted);
  EXPECT_EQ(raise(late, 101), Room::none);
  EXPECT_EQ(late.bytes(), 0U);
  EXPECT_EQ(budget.large_used(), 1'900U);
}

TEST_F(Budget, WakesAWaiterWhenRoomComes) {
  auto holder = std::make_unique<BodyBudget::Charge>(budget);
  BodyBudget::Charge late(budget);
  EXPECT_EQ(raise(*holder, 1'900), Room::granted);
  asio::steady_timer soon(io, std::chrono::milliseconds{5});
  soon.async_wait([&](error_code) { holder.reset(); });
  EXPECT_EQ(raise(late, 1'000, Milliseconds{5'000}), Room::granted);
}

TEST_F(Budget, TakesBackWhatAChargeHeld) {
  {
    BodyBudget::Charge charge(budget);
    EXPECT_EQ(raise(charge, 80), Room::granted);
  }
  EXPECT_EQ(budget.small_used(), 0U);
}

TEST(BudgetWaiter, MayBeDestroyedWithItsContext) {
  auto io = std::make_unique<asio::io_context>(1);
  BodyBudget budget(io->get_executor(), 0, 0, 100);
  BodyBudget::Charge late(budget);
  asio::co_spawn(*io, budget.raise(late, 50, from_now(Milliseconds{60'000})), [](std::exception_ptr, Room) {});
  io->poll();
  io.reset();
  EXPECT_EQ(late.bytes(), 0U);
}

}  // namespace
}  // namespace relay::http
