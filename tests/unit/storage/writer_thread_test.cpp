// SPDX-License-Identifier: MIT
#include "storage/writer_thread.hpp"

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

namespace relay::storage {
namespace {

namespace asio = boost::asio;
using testing::ElementsAre;

Result<bool> no_chore(Database&) { return false; }

// A writer over a real file. Batches are seen only after the writer is gone.
class WriterThreadTest : public testing::Test {
 protected:
  void start(Writer::Chore chore = no_chore) {
    settings.on_batch = [this](std::size_t jobs) { batches.push_back(jobs); };
    writer.emplace(
        std::make_unique<Writer>(io.get_executor(), clock, std::move(spool.database), settings, std::move(chore)));
  }

  void spawn_insert(const std::string& name) {
    auto work = [name](Database& inside) { return run(inside, "INSERT INTO robot(name) VALUES(?)", name); };
    asio::co_spawn(io, writer->execute<void>(10, std::move(work)), [this](std::exception_ptr, Result<void> done) {
      outcomes.push_back(done ? "ok" : done.error().detail);
    });
  }

  // Holds the writer in a job of its own until released.
  void spawn_held() {
    auto work = [this](Database&) -> Result<void> {
      held.set_value();
      release.get_future().wait();
      return boost::system::in_place_value;
    };
    asio::co_spawn(io, writer->execute<void>(10, std::move(work)), [](std::exception_ptr, Result<void>) {});
    io.poll();
    held.get_future().wait();
  }

  void finish_queue() {
    io.restart();
    io.run();
  }

  void finish() {
    finish_queue();
    writer.reset();
  }

  std::int64_t robots() {
    const auto reopened = must(Database::open(spool.path, spool.path + ".lock"));
    return must(read_integer(*reopened, "SELECT count(*) FROM robot"));
  }

  asio::io_context io{1};
  test::ManualClock clock;
  SpoolFile spool;
  WriterSettings settings;
  std::vector<std::size_t> batches;
  std::vector<std::string> outcomes;
  std::promise<void> held;
  std::promise<void> release;
  std::optional<WriterThread> writer;
};

TEST_F(WriterThreadTest, WhatQueuesDuringACommitSharesTheNext) {
  start();
  spawn_held();
  for (int i = 0; i < 50; ++i) {
    spawn_insert(std::to_string(i));
  }
  io.poll();
  release.set_value();
  finish();
  EXPECT_THAT(batches, ElementsAre(1, 50));
  EXPECT_EQ(outcomes, std::vector<std::string>(50, "ok"));
  EXPECT_EQ(robots(), 50);
}

TEST_F(WriterThreadTest, BatchesAreBounded) {
  settings.batch_jobs = 4;
  settings.batch_bytes = 25;
  start();
  spawn_held();
  for (int i = 0; i < 6; ++i) {
    spawn_insert(std::to_string(i));
  }
  io.poll();
  release.set_value();
  finish();
  EXPECT_THAT(batches, ElementsAre(1, 3, 3));
}

TEST_F(WriterThreadTest, DrainsItsQueueBeforeItCloses) {
  start();
  spawn_held();
  spawn_insert("late");
  io.poll();
  release.set_value();
  writer.reset();
  io.restart();
  io.run();
  EXPECT_THAT(outcomes, ElementsAre("ok"));
  EXPECT_EQ(robots(), 1);
  EXPECT_EQ(test::read_file(spool.path + "-wal"), "");
}

TEST_F(WriterThreadTest, CancelledWaiterDoesNotCancelTheCommit) {
  start();
  spawn_held();
  asio::cancellation_signal cancel;
  auto work = [](Database& inside) { return run(inside, "INSERT INTO robot(name) VALUES('kept')"); };
  asio::co_spawn(io, writer->execute<void>(10, std::move(work)),
                 asio::bind_cancellation_slot(cancel.slot(), [](std::exception_ptr, Result<void>) {}));
  io.poll();
  cancel.emit(asio::cancellation_type::terminal);
  release.set_value();
  finish();
  EXPECT_EQ(robots(), 1);
}

TEST_F(WriterThreadTest, AfterAnIoErrorNothingTouchesTheDisk) {
  start();
  auto broken = [](Database&) -> Result<void> { return fail(ErrorKind::io, "disk"); };
  EXPECT_FALSE(test::run_coroutine(io, writer->execute<void>(1, broken)));
  std::atomic<int> calls{0};
  auto work = [&calls](Database&) -> Result<int> { return ++calls; };
  const Result<int> later = test::run_coroutine(io, writer->execute<int>(1, work));
  EXPECT_EQ(later.error().kind, ErrorKind::io);
  EXPECT_EQ(later.error().detail, "disk");
  EXPECT_EQ(calls, 0);
  const std::string log = test::read_file(spool.path + "-wal");
  writer.reset();
  EXPECT_EQ(test::read_file(spool.path + "-wal"), log);
}

TEST_F(WriterThreadTest, AnIoErrorOfUpkeepIsReportedOnce) {
  settings.sweep = Milliseconds::zero();
  settings.on_failure = [this](const Error& error) { outcomes.push_back("reported: " + error.detail); };
  start([](Database&) -> Result<bool> { return fail(ErrorKind::io, "disk"); });
  const auto work = asio::make_work_guard(io);
  io.run_one();
  auto idle = [](Database&) -> Result<int> { return 7; };
  EXPECT_FALSE(test::run_coroutine(io, writer->execute<int>(1, idle)));
  writer.reset();
  io.poll();
  EXPECT_THAT(outcomes, ElementsAre("reported: disk"));
}

TEST_F(WriterThreadTest, OtherErrorsAreNotTheEnd) {
  start();
  auto full = [](Database&) -> Result<void> { return fail(ErrorKind::unavailable, "full"); };
  EXPECT_FALSE(test::run_coroutine(io, writer->execute<void>(1, full)));
  auto work = [](Database&) -> Result<int> { return 7; };
  EXPECT_EQ(*test::run_coroutine(io, writer->execute<int>(1, work)), 7);
}

TEST_F(WriterThreadTest, LongLogIsCheckpointedBetweenBatches) {
  settings.wal_pages = 1;
  start();
  spawn_insert("a");
  io.run();
  auto pages = [](Database& inside) -> Result<std::size_t> { return inside.wal_pages(); };
  EXPECT_EQ(*test::run_coroutine(io, writer->execute<std::size_t>(1, pages)), 0U);
}

TEST_F(WriterThreadTest, ChoresRunUntilNothingRemains) {
  std::atomic<int> calls{0};
  std::promise<void> rested;
  start([&](Database&) -> Result<bool> {
    if (++calls == 3) {
      rested.set_value();
    }
    return calls < 3;
  });
  rested.get_future().wait();
  auto work = [](Database&) -> Result<int> { return 7; };
  EXPECT_EQ(*test::run_coroutine(io, writer->execute<int>(1, work)), 7);
  EXPECT_EQ(calls, 3);
}

TEST_F(WriterThreadTest, TellsHowLongACommitTookButNotOfReading) {
  std::vector<std::chrono::nanoseconds> commits;
  settings.on_commit = [&commits](std::chrono::nanoseconds took) { commits.push_back(took); };
  start();
  spawn_held();  // changes nothing
  release.set_value();
  finish_queue();
  EXPECT_TRUE(commits.empty());
  spawn_insert("one");
  finish();
  ASSERT_EQ(commits.size(), 1U);
  EXPECT_GT(commits.front().count(), 0);
}

}  // namespace
}  // namespace relay::storage
