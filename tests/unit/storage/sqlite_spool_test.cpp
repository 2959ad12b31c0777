// SPDX-License-Identifier: MIT
#include "relay/storage/sqlite_spool.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "spool_file.hpp"
#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

namespace relay::storage {
namespace {

TEST(SqliteSpool, OpensOnThisMachine) {
  boost::asio::io_context io(1);
  const test::ManualClock clock;
  const test::TempDir directory;
  SqliteSpoolOptions options;
  options.path = directory.file("spool.db");
  const OpenedSpool opened = must(SqliteSpool::open(io.get_executor(), clock, options));
  EXPECT_EQ(must(test::run_coroutine(io, opened.spool->append(SpoolFile::alert("one")))).id, 1);
}

}  // namespace
}  // namespace relay::storage
