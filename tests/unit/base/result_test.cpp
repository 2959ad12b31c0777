// SPDX-License-Identifier: MIT
#include "relay/base/result.hpp"

#include <gtest/gtest.h>

namespace relay {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) {
    return fail(ErrorKind::invalid_argument, "odd");
  }
  return value / 2;
}

Result<void> nothing_or(ErrorKind kind) {
  if (kind == ErrorKind::cancelled) {
    return {};
  }
  return fail(kind, "no");
}

TEST(Result, HoldsTheValue) {
  const Result<int> result = half(8);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(*result, 4);
}

TEST(Result, HoldsTheError) {
  const Result<int> result = half(7);
  ASSERT_TRUE(result.has_error());
  EXPECT_EQ(result.error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(result.error().detail, "odd");
}

TEST(Result, CanHoldNothing) {
  EXPECT_TRUE(nothing_or(ErrorKind::cancelled).has_value());
  EXPECT_EQ(nothing_or(ErrorKind::io).error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay
