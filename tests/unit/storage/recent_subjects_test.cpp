// SPDX-License-Identifier: MIT
#include "storage/recent_subjects.hpp"

#include <gtest/gtest.h>

namespace relay::storage {
namespace {

using namespace std::chrono_literals;

constexpr BootTime kStart{1h};

ports::DedupKey key(const std::string& subject) { return {"main/signature", subject, ""}; }

TEST(RecentSubjects, KnowsTheLastAlertOfASubject) {
  RecentSubjects recent;
  recent.note(key("a"), 1, kStart);
  recent.note(key("b"), 2, kStart);
  recent.note(key("a"), 3, kStart);
  EXPECT_EQ(recent.last_of(key("a")), 3);
  EXPECT_EQ(recent.last_of(key("b")), 2);
  EXPECT_EQ(recent.last_of(key("c")), std::nullopt);
  EXPECT_EQ(recent.last_of({"other", "a", ""}), std::nullopt);
  EXPECT_EQ(recent.first(), 1);
}

TEST(RecentSubjects, UndoesWhatWasNotKept) {
  RecentSubjects recent;
  recent.note(key("a"), 1, kStart);
  recent.keep();
  recent.note(key("a"), 2, kStart);
  recent.note(key("b"), 3, kStart);
  recent.note(key("a"), 4, kStart);
  recent.undo();
  EXPECT_EQ(recent.last_of(key("a")), 1);
  EXPECT_EQ(recent.last_of(key("b")), std::nullopt);
  recent.forget(kStart);
  EXPECT_EQ(recent.first(), std::nullopt);
  EXPECT_EQ(recent.size(), 0U);
}

TEST(RecentSubjects, ForgetsInOrderWhatIsOver) {
  RecentSubjects recent;
  recent.note(key("a"), 1, kStart);
  recent.note(key("b"), 2, kStart + 2min);
  recent.note(key("a"), 3, kStart + 1min);
  recent.keep();
  recent.forget(kStart);
  EXPECT_EQ(recent.last_of(key("a")), 3);  // there is a later one
  EXPECT_EQ(recent.first(), 2);
  recent.forget(kStart + 1min);
  EXPECT_EQ(recent.last_of(key("a")), 3);  // behind one that stays
  recent.forget(kStart + 2min);
  EXPECT_EQ(recent.size(), 0U);
}

TEST(RecentSubjects, KeepsWhatMayBeUndone) {
  RecentSubjects recent;
  recent.note(key("a"), 1, kStart);
  recent.forget(kStart);
  EXPECT_EQ(recent.last_of(key("a")), 1);
  recent.undo();
  EXPECT_EQ(recent.first(), std::nullopt);
}

TEST(RecentSubjects, GivesMemoryBack) {
  RecentSubjects recent;
  for (int i = 1; i <= 100'000; ++i) {
    recent.note(key(std::to_string(i)), i, kStart);
  }
  recent.keep();
  EXPECT_EQ(recent.last_of(key("77777")), 77'777);
  const std::size_t large = recent.room();
  recent.forget(kStart);
  EXPECT_LT(recent.room(), large / 50);
}

}  // namespace
}  // namespace relay::storage
