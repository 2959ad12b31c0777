// SPDX-License-Identifier: MIT
#include "relay/delivery/planner.hpp"

#include <gtest/gtest.h>

namespace relay::delivery {
namespace {

using namespace std::chrono_literals;

constexpr BootTime at(Milliseconds since_boot) { return BootTime(since_boot); }

constexpr BootTime kNow = at(100s);
constexpr BootTime kPast = at(40s);
constexpr BootTime kYoung = at(99s);
constexpr BootTime kOld = at(80s);  // twenty seconds ago
constexpr SendOne kSingle{Slot::single};
constexpr SendOne kBorrowed{Slot::digest};

Backlog none() { return {}; }
Backlog waiting(std::size_t ready, BootTime oldest = kYoung) { return {ready, ready, oldest, std::nullopt}; }
// Of `ready`, so many can go alone only.
Backlog with_loners(std::size_t ready, std::size_t loners) {
  Backlog backlog = waiting(ready);
  backlog.mergeable = ready - loners;
  return backlog;
}
Backlog later(BootTime due) { return {0, 0, std::nullopt, due}; }

// Everything is free.
RobotView robot(Backlog backlog) {
  return {.backlog = backlog,
          .digest_due = std::nullopt,
          .free_singles = 15,
          .single_free = kNow,
          .digest_free = kNow,
          .resend_free = kNow,
          .gate_open = kPast};
}

RobotView without_singles(RobotView view, BootTime free = at(130s)) {
  view.free_singles = 0;
  view.single_free = free;
  return view;
}

RobotView digest_from(RobotView view, BootTime free) {
  view.digest_free = free;
  return view;
}

RobotView resend_due(RobotView view, BootTime due, BootTime resend_free = kNow) {
  view.digest_due = due;
  view.resend_free = resend_free;
  return view;
}

RobotView gate(RobotView view, BootTime open) {
  view.gate_open = open;
  return view;
}

RobotView after_block(RobotView view) {
  view.resume = Resume::after_block;
  return view;
}

RobotView paused(RobotView view) {
  view.backlog.paused = true;
  return view;
}

TEST(Planner, DecidesByThisTable) {
  struct Case {
    const char* name;
    RobotView robot;
    Plan plan;
  };
  const Case cases[] = {
      // Nothing to do, or not yet.
      {"nothing waits", robot(none()), Idle{}},
      {"nothing waits at a closed robot", gate(robot(none()), at(705s)), Idle{}},
      {"the message waits for its retry", robot(later(at(101s))), WaitUntil{at(101s)}},
      {"the gate is closed", gate(robot(waiting(1)), at(705s)), WaitUntil{at(705s)}},
      {"the retry outlasts the gate", gate(robot(later(at(800s))), at(705s)), WaitUntil{at(800s)}},
      {"the gate outlasts the retry", gate(robot(later(at(101s))), at(705s)), WaitUntil{at(705s)}},
      {"a closed gate holds digests too", gate(without_singles(robot(waiting(9))), at(705s)), WaitUntil{at(705s)}},

      // An operator keeps it silent, whatever waits.
      {"paused", paused(robot(waiting(90))), Idle{}},
      {"paused: old ones too", paused(robot(waiting(2, kOld))), Idle{}},
      {"paused: a digest stays under way", paused(resend_due(robot(none()), at(99s))), Idle{}},
      {"paused: no retry either", paused(robot(later(at(101s)))), Idle{}},

      // Singles while there are slots.
      {"one waits", robot(waiting(1)), kSingle},
      {"as many wait as there are slots", robot(waiting(15)), kSingle},
      {"more wait than there are slots: those that have one go first", robot(waiting(90)), kSingle},
      {"a lone old one is no digest", robot(waiting(1, kOld)), kSingle},

      // Digests.
      {"no slot is left", without_singles(robot(waiting(2))), SendDigest{}},
      {"the pace holds the digest, a slot comes later", digest_from(without_singles(robot(waiting(2))), at(110s)),
       WaitUntil{at(110s)}},
      {"a slot comes before the pace", digest_from(without_singles(robot(waiting(2)), at(105s)), at(110s)),
       WaitUntil{at(105s)}},
      {"the oldest is twenty seconds old", robot(waiting(2, kOld)), SendDigest{}},
      {"nearly twenty", robot(waiting(2, kOld + 1ms)), kSingle},
      {"old, but the pace holds the digest: singles go on", digest_from(robot(waiting(2, kOld)), at(101s)), kSingle},

      // What cannot be merged.
      {"loners have singles' slots", robot(with_loners(3, 3)), kSingle},
      {"a loner beside many does not keep the digest", without_singles(robot(with_loners(4, 1))), SendDigest{}},
      {"a loner beside one: no digest of one", without_singles(robot(with_loners(2, 1))), kBorrowed},

      // A lone alert borrows.
      {"one waits, no slot is left", without_singles(robot(waiting(1))), kBorrowed},
      {"one waits, no slot, and the pace holds", digest_from(without_singles(robot(waiting(1))), at(107s)),
       WaitUntil{at(107s)}},
      {"one a minute: no singles at all", without_singles(robot(waiting(1)), BootTime::max()), kBorrowed},
      {"one a minute, and it is spent", digest_from(without_singles(robot(waiting(3)), BootTime::max()), at(160'500ms)),
       WaitUntil{at(160'500ms)}},

      {"one a minute: a loner goes before many", without_singles(robot(with_loners(4, 1)), BootTime::max()), kBorrowed},
      {"one a minute: but first the digest after a block",
       after_block(without_singles(robot(with_loners(4, 1)), BootTime::max())), SendDigest{}},

      // A digest of unknown fate.
      {"its time has come", resend_due(robot(none()), at(100s)), ResendDigest{}},
      {"it comes before newer alerts", resend_due(robot(waiting(5, kOld)), at(99s)), ResendDigest{}},
      {"its time comes later", resend_due(robot(none()), at(105s)), WaitUntil{at(105s)}},
      {"newer alerts go on meanwhile", resend_due(robot(waiting(5, kOld)), at(105s)), kSingle},
      {"but no second digest", resend_due(without_singles(robot(waiting(5)), at(150s)), at(105s)), WaitUntil{at(105s)}},
      {"nor a borrowed slot", resend_due(without_singles(robot(waiting(1)), at(150s)), at(105s)), WaitUntil{at(105s)}},
      {"its window is full", resend_due(robot(none()), at(90s), at(120s)), WaitUntil{at(120s)}},
      {"the pace does not hold it", digest_from(resend_due(robot(none()), at(90s)), at(120s)), ResendDigest{}},

      // After a block.
      {"one gathered", after_block(robot(waiting(1))), kSingle},
      {"several gathered: first a digest", after_block(robot(waiting(2))), SendDigest{}},
      {"and nothing before it", after_block(digest_from(robot(waiting(2)), at(110s))), WaitUntil{at(110s)}},
      {"what cannot be merged need not wait for it", after_block(robot(with_loners(2, 2))), kSingle},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(plan(c.robot, kNow), c.plan) << c.name;
  }
}

// A plan to wait must lie ahead, or the dispatcher would spin; and one that is said to outlast new alerts does so.
TEST(Planner, WaitsForTheFutureOnly) {
  for (const std::size_t ready : {0U, 1U, 2U, 40U}) {
    for (const std::size_t loners : {0U, 1U, 2U}) {
      for (const bool singles : {false, true}) {
        for (const BootTime digest : {kPast, at(110s)}) {
          for (const bool resend : {false, true}) {
            for (const Resume resume : {Resume::normal, Resume::after_block}) {
              RobotView view = robot(with_loners(ready, std::min(ready, loners)));
              view = digest_from(singles ? view : without_singles(view), digest);
              view = resend ? resend_due(view, at(103s)) : view;
              view.resume = resume;
              const Plan decided = plan(view, kNow);
              const auto* wait = std::get_if<WaitUntil>(&decided);
              EXPECT_TRUE(wait == nullptr || wait->due > kNow) << ready << ' ' << loners << ' ' << singles;
              if (outlasts_alerts(decided, view.backlog)) {
                RobotView later = view;
                ++later.backlog.ready;
                EXPECT_EQ(plan(later, kNow), decided) << ready << ' ' << loners << ' ' << singles;
                ++later.backlog.mergeable;
                EXPECT_EQ(plan(later, kNow), decided) << ready << ' ' << loners << ' ' << singles;
              }
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace relay::delivery
