// SPDX-License-Identifier: MIT
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <csignal>
#include <gtest/gtest.h>
#include <poll.h>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "real_spool.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr int kCycles = 12;
constexpr int kConnections = 8;

// The child: a daemon whose clients are coroutines; an id goes down the pipe once it was acknowledged.
boost::asio::awaitable<void> append_for_ever(RealSpool& spool, std::string name, int acknowledged) {
  for (int i = 0;; ++i) {
    ports::NewAlert alert = RealSpool::alert(name + "-" + std::to_string(i));
    alert.received = spool.clock.wall_now();
    const Result<ports::Appended> appended = co_await spool->append(std::move(alert));
    if (!appended || ::write(acknowledged, &appended->id, sizeof appended->id) != sizeof appended->id) {
      ::_exit(1);
    }
  }
}

[[noreturn]] void run_child(const std::string& path, int cycle, int acknowledged) {
  RealSpool spool(path);
  spool.writer.wal_pages = 64;  // so that kills hit checkpoints too
  spool.open();
  for (int i = 0; i < kConnections; ++i) {
    const std::string name = std::to_string(cycle) + "-" + std::to_string(i);
    boost::asio::co_spawn(spool.io, append_for_ever(spool, name, acknowledged), [](std::exception_ptr) {});
  }
  spool.io.run();
  ::_exit(1);
}

void read_ids(int descriptor, std::size_t limit, std::set<ports::AlertId>& ids) {
  ports::AlertId id = 0;
  for (std::size_t i = 0; i < limit && ::read(descriptor, &id, sizeof id) == sizeof id; ++i) {
    ids.insert(id);
  }
}

// Kills the child after so many acknowledgements, then takes what else it had acknowledged.
std::set<ports::AlertId> run_and_kill(const std::string& path, int cycle, std::size_t kill_after) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) {
    throw std::runtime_error("pipe");
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    run_child(path, cycle, ends[1]);
  }
  ::close(ends[1]);
  std::set<ports::AlertId> ids;
  read_ids(ends[0], kill_after, ids);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  read_ids(ends[0], SIZE_MAX, ids);
  ::close(ends[0]);
  return ids;
}

std::set<ports::AlertId> waiting_alerts(const std::string& path) {
  const auto database = must(Database::open(path, path));
  Query query(*database, "SELECT alert FROM delivery WHERE state = 'pending'");
  std::set<ports::AlertId> found;
  while (must(query.next())) {
    found.insert(query.integer(0));
  }
  return found;
}

TEST(Crash, KilledAtAnyInstantNothingAcknowledgedIsLost) {
  const test::TempDir directory;
  const std::string path = directory.file("spool.db");
  std::set<ports::AlertId> acknowledged;
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    const std::set<ports::AlertId> ids = run_and_kill(path, cycle, static_cast<std::size_t>(1 + cycle * cycle * 7));
    EXPECT_FALSE(ids.empty());
    acknowledged.insert(ids.begin(), ids.end());
  }
  {
    RealSpool spool(path);
    EXPECT_EQ(spool.open().warnings, std::vector<std::string>{});
  }
  const std::set<ports::AlertId> found = waiting_alerts(path);
  for (const ports::AlertId id : acknowledged) {
    EXPECT_TRUE(found.contains(id)) << "alert " << id << " was acknowledged and is lost";
  }
}

TEST(Crash, KilledBetweenAttemptAndOutcomeTheAttemptIsKnown) {
  const test::TempDir directory;
  const std::string path = directory.file("spool.db");
  const pid_t child = ::fork();
  if (child == 0) {
    RealSpool spool(path);
    spool.open();
    must(spool.append("one"));
    EXPECT_TRUE(spool.begin().has_value());
    ::raise(SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  RealSpool spool(path);
  const OpenReport report = spool.open();
  EXPECT_EQ(report.interrupted, 1);
  EXPECT_EQ(report.pending, 1);
}

}  // namespace
}  // namespace relay::storage
