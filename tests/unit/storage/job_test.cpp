// SPDX-License-Identifier: MIT
#include "storage/job.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

namespace asio = boost::asio;

template <class Work, class Handler>
std::unique_ptr<Job> make_job(asio::io_context& io, Work work, Handler handler) {
  auto bound = asio::bind_executor(io.get_executor(), std::move(handler));
  return std::make_unique<HandlerJob<int, Work, decltype(bound)>>(10, std::move(work), std::move(bound));
}

TEST(HandlerJob, CompletesOnTheExecutorOfItsHandler) {
  SpoolFile spool;
  asio::io_context io;
  int got = 0;
  const auto job = make_job(
      io, [](Database&) -> Result<int> { return 7; }, [&](Result<int> result) { got = *result; });
  ASSERT_TRUE(job->run(*spool.database));
  job->complete();
  EXPECT_EQ(got, 0);
  io.run();
  EXPECT_EQ(got, 7);
}

TEST(HandlerJob, LastOutcomeStands) {
  SpoolFile spool;
  asio::io_context io;
  std::string got;
  const auto job = make_job(
      io, [](Database&) -> Result<int> { return 7; }, [&](const Result<int>& result) { got = result.error().detail; });
  ASSERT_TRUE(job->run(*spool.database));
  job->fail(Error{ErrorKind::io, "commit failed"});
  job->complete();
  io.run();
  EXPECT_EQ(got, "commit failed");
}

TEST(HandlerJob, KeepsItsContextRunningUntilItIsComplete) {
  SpoolFile spool;
  asio::io_context io;
  const auto job = make_job(
      io, [](Database&) -> Result<int> { return 7; }, [](const Result<int>&) {});
  io.poll();
  EXPECT_FALSE(io.stopped());
  ASSERT_TRUE(job->run(*spool.database));
  job->complete();
  io.run();
  EXPECT_TRUE(io.stopped());
}

}  // namespace
}  // namespace relay::storage
