// SPDX-License-Identifier: MIT
#include "relay/storage/spool_files.hpp"

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "real_spool.hpp"

namespace relay::storage {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SpoolFilesTest : public testing::Test {
 protected:
  // A closed spool of so many alerts.
  void fill(int alerts) {
    spool.open();
    ASSERT_EQ(spool.append_together("", alerts), alerts);
    spool.close();
  }

  void overwrite(std::uintmax_t from, std::uintmax_t bytes) {
    std::string content = test::read_file(path);
    ASSERT_LT(from + bytes, content.size());
    content.replace(from, bytes, std::string(bytes, '\xff'));
    test::write_file(path, content);
  }

  Salvage salvage() {
    lines.clear();
    return must(salvage_file(path, [this](const std::string& line) { lines.push_back(json::parse(line)); }));
  }

  test::TempDir directory;
  std::string path{directory.file("spool.db")};
  RealSpool spool{path};
  std::vector<json> lines;
};

TEST_F(SpoolFilesTest, AWholeFileIsWhole) {
  fill(20);
  const FileCheck check = must(check_file(path));
  EXPECT_THAT(check.problems, IsEmpty());
  EXPECT_EQ(check.alerts, 20);
  EXPECT_EQ(check.deliveries, 20);
}

TEST_F(SpoolFilesTest, ADamagedPageIsFound) {
  fill(200);
  overwrite(40 * 4096, 4096);
  EXPECT_THAT(must(check_file(path)).problems, Not(IsEmpty()));
}

TEST_F(SpoolFilesTest, LeavesNothingBeside) {
  fill(20);
  std::filesystem::remove(path + "-wal");
  must(check_file(path));
  salvage();
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
}

TEST_F(SpoolFilesTest, WhatIsNoSpoolIsRefused) {
  EXPECT_EQ(check_file(path).error().kind, ErrorKind::not_found);
  test::write_file(path, std::string(10'000, 'x'));
  EXPECT_EQ(check_file(path).error().kind, ErrorKind::malformed);
  EXPECT_EQ(salvage_file(path, [](const std::string&) {}).error().kind, ErrorKind::malformed);
}

TEST_F(SpoolFilesTest, ASpoolInUseIsLeftAlone) {
  spool.open();
  must(spool.append("one"));
  EXPECT_EQ(check_file(path).error().kind, ErrorKind::unavailable);
}

TEST_F(SpoolFilesTest, EveryAlertOfAWholeFileIsALine) {
  fill(20);
  const Salvage done = salvage();
  EXPECT_EQ(done.alerts, 20);
  EXPECT_EQ(done.unreadable, 0);
  EXPECT_THAT(done.gaps, IsEmpty());
  ASSERT_EQ(lines.size(), 20U);
  EXPECT_EQ(lines[0].at("alert"), 1);
  EXPECT_EQ(lines[0].at("text").at("t"), "0");
  EXPECT_EQ(lines[0].at("received_ms"), 1'795'392'000'000);
  EXPECT_EQ(lines[0].at("deliveries").at(0).at("robot"), "ops");
  EXPECT_EQ(lines[0].at("deliveries").at(0).at("state"), "pending");
}

TEST_F(SpoolFilesTest, ReadsWhatIsInALogThatWasNeverCheckpointed) {
  spool.open();
  ASSERT_EQ(spool.append_together("", 5), 5);
  const std::string copy = directory.file("copy.db");
  std::filesystem::copy_file(path, copy);
  std::filesystem::copy_file(path + "-wal", copy + "-wal");
  path = copy;
  EXPECT_EQ(salvage().alerts, 5);
}

// Whichever page is broken, all but a few alerts come out, and the file stays as it was.
TEST_F(SpoolFilesTest, GoesOnBehindDamagedPages) {
  fill(400);
  const std::string whole = test::read_file(path);
  const std::uintmax_t pages = whole.size() / 4096;
  ASSERT_GT(pages, 100U);
  int most_lost = 0;
  for (std::uintmax_t page = 20; page + 1 < pages; page += 13) {
    SCOPED_TRACE(page);
    test::write_file(path, whole);
    overwrite(page * 4096, 4096);
    const std::string before = test::read_file(path);
    const Salvage done = salvage();
    const int texts = static_cast<int>(done.alerts - done.unreadable);
    most_lost = std::max(most_lost, 400 - texts);
    EXPECT_EQ(test::read_file(path), before);
  }
  EXPECT_LE(most_lost, 8);
}

TEST_F(SpoolFilesTest, SaysWhatIsMissing) {
  fill(400);
  overwrite(60 * 4096, 40 * 4096);
  const Salvage done = salvage();
  EXPECT_GT(done.alerts, 0);
  ASSERT_THAT(done.gaps, Not(IsEmpty()));
  EXPECT_THAT(done.gaps[0], HasSubstr("be read"));
}

TEST_F(SpoolFilesTest, ReadsTheFirstHalfOfATruncatedFile) {
  fill(400);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 8192 * 4096);
  const Salvage done = salvage();
  EXPECT_GT(done.alerts - done.unreadable, 50);
  EXPECT_THAT(done.gaps, Not(IsEmpty()));
}

}  // namespace
}  // namespace relay::storage
