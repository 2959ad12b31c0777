// SPDX-License-Identifier: MIT
#include "emulator/fault_book.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

using namespace std::chrono_literals;

constexpr BootTime kNow{1h};

std::string take(FaultBook& book, std::string_view robot = "a", BootTime now = kNow) {
  const auto fault = book.take(FaultStage::body, robot, now);
  return fault ? std::string(name_of(fault->kind)) : "";
}

TEST(FaultBook, HitsTheNextRequestsOnly) {
  FaultBook book;
  Fault fault{FaultKind::busy};
  fault.next = 2;
  book.arm(fault, kNow);
  EXPECT_EQ(take(book), "busy");
  EXPECT_EQ(take(book), "busy");
  EXPECT_EQ(take(book), "");
}

TEST(FaultBook, HitsOneRobotOnly) {
  FaultBook book;
  book.arm(Fault{FaultKind::busy, "b"}, kNow);
  EXPECT_EQ(take(book, "a"), "");
  EXPECT_EQ(take(book, "b"), "busy");
}

TEST(FaultBook, HitsEachNthRequest) {
  FaultBook book;
  Fault fault{FaultKind::busy};
  fault.next = 0;
  fault.every = 3;
  book.arm(fault, kNow);
  for (const char* expected : {"", "", "busy", "", "", "busy"}) {
    EXPECT_EQ(take(book), expected);
  }
}

TEST(FaultBook, EndsAfterItsTime) {
  FaultBook book;
  Fault fault{FaultKind::busy};
  fault.next = 0;
  fault.lasting = 10s;
  book.arm(fault, kNow);
  EXPECT_EQ(take(book, "a", kNow + 9'999ms), "busy");
  EXPECT_EQ(take(book, "a", kNow + 10s), "");
}

TEST(FaultBook, OlderFaultGoesFirst) {
  FaultBook book;
  book.arm(Fault{FaultKind::busy}, kNow);
  book.arm(Fault{FaultKind::gzip}, kNow);
  EXPECT_EQ(take(book), "busy");
  EXPECT_EQ(take(book), "gzip");
}

TEST(FaultBook, ResetsActOnTheHead) {
  FaultBook book;
  book.arm(Fault{FaultKind::reset_on_connect}, kNow);
  EXPECT_EQ(take(book), "");
  EXPECT_TRUE(book.take(FaultStage::head, "a", kNow));
}

TEST(FaultBook, ClearDisarms) {
  FaultBook book;
  book.arm(Fault{FaultKind::busy}, kNow);
  book.clear();
  EXPECT_EQ(take(book), "");
}

TEST(FaultBook, KindDecidesWhetherTheRequestIsProcessed) {
  EXPECT_FALSE(is_processed(Fault{FaultKind::hang_before}));
  EXPECT_FALSE(is_processed(Fault{FaultKind::rate_limit}));
  EXPECT_TRUE(is_processed(Fault{FaultKind::busy}));
  EXPECT_TRUE(is_processed(Fault{FaultKind::hang_after}));
  Fault shown_and_lost{FaultKind::html_504};
  shown_and_lost.effect = FaultEffect::processed;
  EXPECT_TRUE(is_processed(shown_and_lost));
}

}  // namespace
}  // namespace relay::emulator
