// SPDX-License-Identifier: MIT
#include "storage/open_spool.hpp"

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <gmock/gmock.h>

#include "spool_file.hpp"
#include "support/manual_clock.hpp"

namespace relay::storage {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class OpenSpoolTest : public testing::Test {
 protected:
  Result<OpenedSpool> open(std::optional<std::string> boot_id = "boot-a") {
    SqliteSpoolOptions options;
    options.path = directory.file("state/spool.db");
    return open_spool(io.get_executor(), clock, options, Environment{std::move(boot_id)});
  }

  boost::asio::io_context io{1};
  test::ManualClock clock;
  test::TempDir directory;
};

TEST_F(OpenSpoolTest, NewSpoolIsEmpty) {
  const OpenedSpool opened = must(open());
  EXPECT_EQ(opened.report.pending, 0);
  EXPECT_EQ(opened.report.interrupted, 0);
}

TEST_F(OpenSpoolTest, ASpoolThatIsGoneIsWarnedAboutOnce) {
  const std::string path = directory.file("state/spool.db");
  EXPECT_TRUE(must(open()).report.warnings.empty());
  EXPECT_TRUE(must(open()).report.warnings.empty());
  std::filesystem::remove(path);
  EXPECT_THAT(must(open()).report.warnings, ElementsAre(AllOf(HasSubstr(path), HasSubstr("gone or empty"))));
  EXPECT_TRUE(must(open()).report.warnings.empty());
  std::filesystem::resize_file(path, 0);
  EXPECT_EQ(must(open()).report.warnings.size(), 1U);
}

TEST_F(OpenSpoolTest, TheLogOfASpoolThatIsGoneIsKept) {
  const std::string path = directory.file("state/spool.db");
  must(open());
  std::filesystem::remove(path);
  test::write_file(path + "-wal", "acknowledged");
  const std::string kept = path + ".corrupt-20261123T000000Z-wal";
  EXPECT_THAT(must(open()).report.warnings, ElementsAre(HasSubstr("now " + kept)));
  EXPECT_EQ(test::read_file(kept), "acknowledged");
}

TEST_F(OpenSpoolTest, UnknownBootIsWarnedAbout) {
  const OpenedSpool opened = must(open(std::nullopt));
  ASSERT_FALSE(opened.report.warnings.empty());
  EXPECT_NE(opened.report.warnings.back().find("boot id"), std::string::npos);
}

TEST_F(OpenSpoolTest, SecondOneIsUnavailable) {
  const OpenedSpool opened = must(open());
  EXPECT_EQ(open().error().kind, ErrorKind::unavailable);
}

TEST_F(OpenSpoolTest, ErrorsNameTheFile) {
  must(open());
  {
    const auto database = must(Database::open(directory.file("state/spool.db"), "/dev/null"));
    must(database->execute("PRAGMA user_version = 9"));
  }
  const auto newer = open();
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, ErrorKind::refused);
  EXPECT_EQ(newer.error().detail.rfind(directory.file("state/spool.db"), 0), 0U);
}

}  // namespace
}  // namespace relay::storage
