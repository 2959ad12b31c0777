// SPDX-License-Identifier: MIT
#include "storage/batch.hpp"

#include <functional>
#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

// Runs a function and notes how it ended.
class NotedJob final : public Job {
 public:
  using Work = std::function<Result<void>(Database&)>;
  NotedJob(Work work, std::vector<std::string>& outcomes, std::size_t index)
      : Job(1), work_(std::move(work)), outcomes_(outcomes), index_(index) {}

  Result<void> run(Database& database) override {
    const Result<void> done = work_(database);
    outcomes_.at(index_) = done ? "ok" : done.error().detail;
    return done;
  }
  void fail(const Error& error) override { outcomes_.at(index_) = error.detail; }
  void complete() override {}

 private:
  Work work_;
  std::vector<std::string>& outcomes_;
  std::size_t index_;
};

NotedJob::Work insert(const std::string& name) {
  return [name](Database& inside) { return run(inside, "INSERT INTO robot(name) VALUES(?)", name); };
}

struct BatchOutcome {
  bool usable;
  std::vector<std::string> outcomes;
};

BatchOutcome run_works(SpoolFile& spool, const std::vector<NotedJob::Work>& works, const MakeRoom& make_room = {}) {
  BatchOutcome outcome{true, std::vector<std::string>(works.size())};
  Jobs jobs;
  for (std::size_t i = 0; i < works.size(); ++i) {
    jobs.push_back(std::make_unique<NotedJob>(works[i], outcome.outcomes, i));
  }
  outcome.usable = run_batch(*spool.database, jobs, make_room).has_value();
  return outcome;
}

using Outcomes = std::vector<std::string>;

TEST(Batch, AllJobsShareOneTransaction) {
  SpoolFile spool;
  EXPECT_EQ(run_works(spool, {insert("a"), insert("b")}).outcomes, (Outcomes{"ok", "ok"}));
  EXPECT_EQ(spool.count("robot"), 2);
  EXPECT_FALSE(spool.database->in_transaction());
}

TEST(Batch, CleanFailureIsItsOwn) {
  SpoolFile spool;
  const auto refuse = [](Database&) -> Result<void> { return fail(ErrorKind::not_found, "none"); };
  EXPECT_EQ(run_works(spool, {insert("a"), refuse, insert("b")}).outcomes, (Outcomes{"ok", "none", "ok"}));
  EXPECT_EQ(spool.count("robot"), 2);
}

TEST(Batch, FailureHalfWayIsUndoneAlone) {
  SpoolFile spool;
  const auto half = [](Database& inside) -> Result<void> {
    must(inside.execute("INSERT INTO robot(name) VALUES('half')"));
    return fail(ErrorKind::invalid_argument, "broken");
  };
  const BatchOutcome outcome = run_works(spool, {insert("a"), half, insert("b")});
  EXPECT_TRUE(outcome.usable);
  EXPECT_EQ(outcome.outcomes, (Outcomes{"ok", "broken", "ok"}));
  EXPECT_EQ(spool.count("robot"), 2);
  EXPECT_EQ(spool.count("robot WHERE name = 'half'"), 0);
}

TEST(Batch, FullFileFailsOnlyWhatDoesNotFit) {
  SpoolFile spool;
  must(spool.database->execute("CREATE TABLE filler(x BLOB); PRAGMA max_page_count = 40"));
  const auto large = [](Database& inside) { return inside.execute("INSERT INTO filler VALUES(zeroblob(1000000))"); };
  const BatchOutcome outcome = run_works(spool, {insert("a"), large, insert("b")});
  EXPECT_TRUE(outcome.usable);
  EXPECT_EQ(outcome.outcomes.at(0), "ok");
  EXPECT_NE(outcome.outcomes.at(1).find("full"), std::string::npos);
  EXPECT_EQ(outcome.outcomes.at(2), "ok");
  EXPECT_EQ(spool.count("robot"), 2);
}

TEST(Batch, WhatFoundNoRoomIsTriedAgainOnceThereIsSome) {
  SpoolFile spool;
  must(spool.database->execute("CREATE TABLE filler(x BLOB); PRAGMA max_page_count = 40"));
  const auto large = [](Database& inside) { return inside.execute("INSERT INTO filler VALUES(zeroblob(1000000))"); };
  int asked = 0;
  const auto make_room = [&](Full full) {
    EXPECT_EQ(full, Full::unclear);
    ++asked;
    return spool.database->execute("PRAGMA max_page_count = 4000").has_value();
  };
  EXPECT_EQ(run_works(spool, {insert("a"), large, insert("b")}, make_room).outcomes, (Outcomes{"ok", "ok", "ok"}));
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(spool.count("robot"), 2) << "what went well is not done twice";
}

TEST(Batch, IoErrorFailsAllAndEndsTheUse) {
  SpoolFile spool;
  const auto broken = [](Database&) -> Result<void> { return fail(ErrorKind::io, "disk"); };
  const BatchOutcome outcome = run_works(spool, {insert("a"), broken, insert("b")});
  EXPECT_FALSE(outcome.usable);
  EXPECT_EQ(outcome.outcomes, (Outcomes{"disk", "disk", "disk"}));
  EXPECT_EQ(spool.count("robot"), 0);
}

}  // namespace
}  // namespace relay::storage
