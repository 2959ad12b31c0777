// SPDX-License-Identifier: MIT
#include "http/head_scan.hpp"

#include <gtest/gtest.h>
#include <string>

namespace relay::http {
namespace {

const std::string kHead = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(HeadScanner, FindsTheEndOfTheHead) {
  HeadScanner scanner(100, 10);
  EXPECT_EQ(std::get<HeadComplete>(scanner.scan(kHead + "body")).bytes, kHead.size());
}

TEST(HeadScanner, GoesOnWhereItStopped) {
  HeadScanner scanner(100, 10);
  for (std::size_t size = 0; size < kHead.size(); ++size) {
    ASSERT_TRUE(std::holds_alternative<HeadIncomplete>(scanner.scan(kHead.substr(0, size)))) << size;
  }
  EXPECT_TRUE(std::holds_alternative<HeadComplete>(scanner.scan(kHead)));
}

TEST(HeadScanner, FitsTheLimitExactly) {
  HeadScanner scanner(kHead.size(), 1);
  EXPECT_TRUE(std::holds_alternative<HeadComplete>(scanner.scan(kHead)));
}

TEST(HeadScanner, CallsALongFirstLineALongUri) {
  HeadScanner scanner(5, 10);
  EXPECT_EQ(std::get<Refusal>(scanner.scan(kHead)).status, 414);
}

TEST(HeadScanner, CallsLongHeadersLong) {
  HeadScanner scanner(20, 10);
  EXPECT_EQ(std::get<Refusal>(scanner.scan(kHead)).status, 431);
}

TEST(HeadScanner, CountsTheFields) {
  HeadScanner scanner(100, 1);
  EXPECT_EQ(std::get<Refusal>(scanner.scan("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n")).status, 431);
}

TEST(HeadScanner, RefusesABareCarriageReturnAtTheVeryEndOnlyWhenItIsSure) {
  HeadScanner scanner(100, 10);
  EXPECT_TRUE(std::holds_alternative<HeadIncomplete>(scanner.scan("GET / HTTP/1.1\r")));
  EXPECT_EQ(std::get<Refusal>(scanner.scan("GET / HTTP/1.1\rX")).status, 400);
}

}  // namespace
}  // namespace relay::http
