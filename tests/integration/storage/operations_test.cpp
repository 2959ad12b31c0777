// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "real_spool.hpp"
#include "relay/storage/spool_files.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class OperationsTest : public testing::Test {
 protected:
  OperationsTest() { spool.open(); }

  template <class T>
  T await(boost::asio::awaitable<Result<T>> call) {
    return must(spool.await(std::move(call)));
  }

  test::TempDir directory;
  RealSpool spool{directory.file("spool.db")};
};

TEST_F(OperationsTest, ListsTheNewestFirstUpToTheLimit) {
  ASSERT_EQ(spool.append_together("", 450), 450);
  const auto all = await(spool.operations->list({}, 1'000));
  ASSERT_THAT(all, SizeIs(450));
  EXPECT_EQ(all.front().alert, 450);
  EXPECT_EQ(all.back().alert, 1);
  EXPECT_THAT(await(spool.operations->list({}, 201)), SizeIs(201));
  EXPECT_THAT(await(spool.operations->list({.robot = "nobody"}, 10)), IsEmpty());
}

TEST_F(OperationsTest, ChangesManyAndTheIdentityHolds) {
  ASSERT_EQ(spool.append_together("", 450), 450);
  EXPECT_EQ(await(spool.operations->discard({})).robots.at(0).deliveries, 450);
  EXPECT_EQ(spool.counted(State::discarded), 450);
  EXPECT_EQ(await(spool.operations->redrive({.state = State::discarded})).robots.at(0).deliveries, 450);
  EXPECT_EQ(spool.counted(State::pending), 450);
  const ports::Audit audited = await(spool.operations->audit());
  EXPECT_EQ(audited.accepted, 450);
  EXPECT_THAT(audited.faults, IsEmpty());
}

TEST_F(OperationsTest, ExplainsTheLatestAnIdAndAnEvent) {
  EXPECT_FALSE(await(spool.operations->explain({})).newest.has_value());
  ports::NewAlert made = RealSpool::alert("found");
  made.alert.event_id = "0123456789abcdef0123456789abcdef";
  made.received = spool.clock.wall_now();
  await(spool->append(made));
  must(spool.append("last"));
  EXPECT_EQ(await(spool.operations->explain({})).story->alert.title, "last");
  EXPECT_EQ(await(spool.operations->explain({.id = 1})).story->alert.title, "found");
  EXPECT_EQ(await(spool.operations->explain({.text = made.alert.event_id})).story->id, 1);
  const ports::Explanation unknown = await(spool.operations->explain({.id = 3}));
  EXPECT_FALSE(unknown.story.has_value());
  EXPECT_EQ(unknown.newest, 2);
  EXPECT_FALSE(await(spool.operations->explain({.text = "SHOP-1"})).story.has_value());
}

TEST_F(OperationsTest, PauseSurvivesARestart) {
  EXPECT_TRUE(await(spool.operations->pause("ops")));
  EXPECT_FALSE(await(spool.operations->pause("ops")));
  must(spool.append("waits"));
  spool.close();
  EXPECT_THAT(spool.open().paused, ElementsAre("ops"));
  EXPECT_THAT(await(spool->status()).paused, ElementsAre("ops"));
  EXPECT_TRUE(await(spool->backlog("ops", 0, spool.clock.boot_now())).paused);
  EXPECT_TRUE(await(spool.operations->resume("ops")));
  EXPECT_THAT(await(spool->status()).paused, IsEmpty());
}

TEST_F(OperationsTest, CopiesTheSpoolAsItIsAtTheEndWhileItIsUsed) {
  ASSERT_EQ(spool.append_together("before", 2'000), 2'000);
  std::optional<Result<std::string>> copied;
  boost::asio::co_spawn(spool.io, spool.operations->snapshot(),
                        [&](std::exception_ptr, Result<std::string> path) { copied.emplace(std::move(path)); });
  ASSERT_EQ(spool.append_together("meanwhile", 50), 50);
  ASSERT_TRUE(copied.has_value());
  const std::string path = must(*copied);
  EXPECT_EQ(path, spool.options.path + ".snapshot");
  struct stat found {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  const FileCheck check = must(check_file(path));
  EXPECT_THAT(check.problems, IsEmpty());
  EXPECT_GE(check.alerts, 2'000);
  EXPECT_EQ(check.alerts, check.deliveries);
}

TEST_F(OperationsTest, MakesOneCopyAtATime) {
  ASSERT_EQ(spool.append_together("", 500), 500);
  std::vector<bool> done;
  for (int i = 0; i < 2; ++i) {
    boost::asio::co_spawn(
        spool.io, spool.operations->snapshot(),
        [&](std::exception_ptr, const Result<std::string>& path) { done.push_back(path.has_value()); });
  }
  spool.io.restart();
  spool.io.run();
  EXPECT_THAT(done, ElementsAre(false, true));
  EXPECT_TRUE(spool.await(spool.operations->snapshot()).has_value());
}

TEST_F(OperationsTest, ACopyWithoutRoomHurtsNothing) {
  std::filesystem::create_directory(spool.options.path + ".snapshot");
  must(spool.append("one"));
  EXPECT_EQ(spool.await(spool.operations->snapshot()).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(spool.append("two").has_value());
}

}  // namespace
}  // namespace relay::storage
