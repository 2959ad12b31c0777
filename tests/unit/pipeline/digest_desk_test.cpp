// SPDX-License-Identifier: MIT
#include "relay/pipeline/digest_desk.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "support/memory_spool.hpp"
#include "support/run_coroutine.hpp"

namespace relay::pipeline {
namespace {

class DigestDeskTest : public testing::Test {
 protected:
  void add(const std::string& title, const std::string& issue, const std::string& project = "shop") {
    ports::NewAlert made;
    made.alert.title = title;
    made.alert.kind = alert::Kind::issue;
    made.alert.action = "resolved";
    made.alert.issue_id = issue;
    made.alert.project = project;
    made.alert.link = "https://sentry.example.com/organizations/acme/issues/" + issue + "/?project=7";
    made.dedup.subject = title;
    made.destinations = {{"ops"}};
    ASSERT_TRUE(test::run_coroutine(io, spool.append(std::move(made))));
  }

  delivery::Digest compose() {
    const auto opened = test::run_coroutine(io, spool.open_digest("ops"));
    return *test::run_coroutine(io, compose_digest(spool, opened->id, dingtalk::Language::en));
  }

  boost::asio::io_context io;
  test::MemorySpool spool;
};

TEST_F(DigestDeskTest, NamesEachIssueByItsLatestAlert) {
  add("one", "1");
  add("one again", "1");
  add("two", "2");
  const delivery::Digest digest = compose();
  EXPECT_EQ(digest.alerts, 3);
  ASSERT_EQ(digest.issues.size(), 2U);
  EXPECT_EQ(digest.issues[0].title, "✅ Resolved: one again");
  EXPECT_EQ(digest.issues[0].link, "https://sentry.example.com/organizations/acme/issues/1/?project=7");
}

TEST_F(DigestDeskTest, LinksAProjectToItsListOfIssues) {
  for (std::size_t i = 0; i < delivery::kDigestIssues + 2; ++i) {
    add("alert " + std::to_string(i), std::to_string(i));
  }
  const delivery::Digest digest = compose();
  ASSERT_EQ(digest.projects.size(), 1U);
  EXPECT_EQ(digest.projects[0].issues, 2);
  EXPECT_EQ(digest.projects[0].link, "https://sentry.example.com/organizations/acme/issues/?project=7");
}

TEST_F(DigestDeskTest, TellsOfASpoolThatFails) {
  add("one", "1");
  const auto opened = test::run_coroutine(io, spool.open_digest("ops"));
  spool.failure = fail(ErrorKind::io, "disk");
  EXPECT_EQ(test::run_coroutine(io, compose_digest(spool, opened->id, dingtalk::Language::en)).error().kind,
            ErrorKind::io);
}

}  // namespace
}  // namespace relay::pipeline
