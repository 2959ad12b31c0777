// SPDX-License-Identifier: MIT
#include "relay/delivery/digest.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace relay::delivery {
namespace {

using alert::Level;
using testing::ElementsAre;

WallTime second(std::int64_t seconds) { return WallTime{std::chrono::seconds{seconds}}; }

DigestMember member(std::int64_t alert, const std::string& issue, const std::string& project = "shop",
                    Level level = Level::error, Novelty novelty = Novelty::known) {
  return {alert, issue, project, level, novelty, second(alert)};
}

Digest build(const DigestBuilder& builder) {
  std::vector<DigestText> titles;
  for (const std::int64_t alert : builder.named_alerts()) {
    titles.push_back({"title " + std::to_string(alert), "https://s/" + std::to_string(alert)});
  }
  std::vector<std::string> links;
  for (const std::int64_t alert : builder.project_alerts()) {
    links.push_back("https://list/" + std::to_string(alert));
  }
  return builder.build(titles, links);
}

std::int64_t counted(const Digest& digest) {
  std::int64_t sum = 0;
  for (const DigestIssue& issue : digest.issues) {
    sum += issue.alerts;
  }
  for (const DigestProject& project : digest.projects) {
    sum += project.alerts;
  }
  for (const DigestLevel& level : digest.levels) {
    sum += level.alerts;
  }
  return sum;
}

TEST(DigestBuilder, CountsAnIssueOnceAndShowsItsLatestAlert) {
  DigestBuilder builder;
  builder.add(member(7, "a", "old name", Level::fatal, Novelty::first));
  builder.add(member(9, "a"));
  EXPECT_THAT(builder.named_alerts(), ElementsAre(9));
  const Digest digest = build(builder);
  ASSERT_EQ(digest.issues.size(), 1U);
  EXPECT_EQ(digest.issues[0].title, "title 9");
  EXPECT_EQ(digest.issues[0].project, "shop");
  EXPECT_EQ(digest.issues[0].level, Level::fatal) << "the worst";
  EXPECT_EQ(digest.issues[0].novelty, Novelty::first);
  EXPECT_EQ(digest.issues[0].alerts, 2);
  EXPECT_EQ(digest.first, second(7));
  EXPECT_EQ(digest.last, second(9));
}

TEST(DigestBuilder, ACommentNeverSpeaksForTheErrorsOfItsIssue) {
  DigestBuilder early;
  early.add(member(7, "a", "shop", Level::fatal));
  early.add(member(8, "a", "shop", Level::error));
  DigestBuilder late;
  late.add(member(9, "a", "", Level::unknown));
  late.add(member(10, "b", "", Level::unknown));
  late.add(member(11, "b", "shop", Level::unknown));
  for (const bool backwards : {false, true}) {
    DigestBuilder sum = backwards ? late : early;
    sum.merge(backwards ? early : late);
    EXPECT_THAT(sum.named_alerts(), ElementsAre(8, 11));
    const Digest digest = build(sum);
    ASSERT_EQ(digest.issues.size(), 2U);
    EXPECT_EQ(digest.issues[0].title, "title 8");
    EXPECT_EQ(digest.issues[0].project, "shop");
    EXPECT_EQ(digest.issues[0].link, "https://s/8");
    EXPECT_EQ(digest.issues[0].alerts, 3);
  }
}

TEST(DigestBuilder, WorstFirstThenNewThenMany) {
  DigestBuilder builder;
  builder.add(member(1, "many"));
  builder.add(member(2, "many"));
  builder.add(member(3, "warning", "shop", Level::warning, Novelty::first));
  builder.add(member(4, "fresh", "shop", Level::error, Novelty::first));
  builder.add(member(5, "fatal", "shop", Level::fatal));
  EXPECT_THAT(builder.named_alerts(), ElementsAre(5, 4, 2, 3));
}

TEST(DigestBuilder, TheRestIsOneLineAProject) {
  DigestBuilder builder;
  std::int64_t alert = 0;
  for (std::size_t i = 0; i < kDigestIssues; ++i) {
    builder.add(member(++alert, "named " + std::to_string(i), "shop", Level::fatal));
  }
  builder.add(member(++alert, "x", "billing"));
  builder.add(member(++alert, "x", "billing"));
  builder.add(member(++alert, "y", "billing"));
  builder.add(member(++alert, "z", "login"));
  const Digest digest = build(builder);
  ASSERT_EQ(digest.projects.size(), 2U);
  EXPECT_EQ(digest.projects[0].project, "billing");
  EXPECT_EQ(digest.projects[0].issues, 2);
  EXPECT_EQ(digest.projects[0].alerts, 3);
  EXPECT_EQ(digest.projects[0].link, "https://list/43");
  EXPECT_EQ(digest.projects[1].project, "login");
  EXPECT_TRUE(digest.levels.empty());
}

TEST(DigestBuilder, CountsEveryAlertInExactlyOneLineWhateverTheOrder) {
  std::mt19937 random(7);
  for (const std::size_t issues : {1U, 40U, 41U, 500U}) {
    std::vector<DigestMember> members;
    for (std::int64_t alert = 1; alert <= 3'000; ++alert) {
      const auto issue = random() % issues;
      members.push_back(member(alert, "i" + std::to_string(issue), "p" + std::to_string(issue % 97),
                               static_cast<Level>(random() % 8), random() % 2 == 0 ? Novelty::known : Novelty::first));
    }
    DigestBuilder forwards;
    std::for_each(members.begin(), members.end(), [&](const DigestMember& m) { forwards.add(m); });
    const Digest digest = build(forwards);
    EXPECT_EQ(digest.alerts, 3'000);
    EXPECT_EQ(counted(digest), 3'000);
    EXPECT_LE(digest.projects.size(), kDigestProjects);

    std::shuffle(members.begin(), members.end(), random);
    DigestBuilder shuffled;
    std::for_each(members.begin(), members.end(), [&](const DigestMember& m) { shuffled.add(m); });
    EXPECT_EQ(shuffled.named_alerts(), forwards.named_alerts());
    EXPECT_EQ(shuffled.project_alerts(), forwards.project_alerts());

    DigestBuilder parts;
    for (std::size_t i = 0; i < members.size(); i += 1'000) {
      DigestBuilder part;
      std::for_each_n(members.begin() + static_cast<std::ptrdiff_t>(i), 1'000,
                      [&](const DigestMember& m) { part.add(m); });
      parts.merge(std::move(part));
    }
    EXPECT_EQ(parts.named_alerts(), forwards.named_alerts());
    EXPECT_EQ(build(parts).alerts, 3'000);
  }
}

TEST(DigestBuilder, TotalsAreOfAllAlerts) {
  DigestBuilder builder;
  builder.add(member(1, "a", "shop", Level::warning));
  builder.add(member(2, "a", "shop", Level::fatal));
  builder.add(member(3, "b", "shop", Level::fatal));
  const Digest digest = build(builder);
  ASSERT_EQ(digest.totals.size(), 2U);
  EXPECT_EQ(digest.totals[0].level, Level::fatal);
  EXPECT_EQ(digest.totals[0].alerts, 2);
  EXPECT_EQ(digest.totals[1].alerts, 1);
}

}  // namespace
}  // namespace relay::delivery
