// SPDX-License-Identifier: MIT
#include "relay/alert/alert.hpp"

#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"

namespace relay::alert {
namespace {

std::size_t size_of(const Alert& alert) {
  std::size_t size = 0;
  for (const std::string* text : {&alert.source, &alert.resource, &alert.action, &alert.project, &alert.project_slug,
                                  &alert.organization, &alert.environment, &alert.title, &alert.message,
                                  &alert.location, &alert.link, &alert.event_id, &alert.issue_id, &alert.short_id}) {
    size += text->size();
  }
  for (const std::string& rule : alert.rules) {
    size += rule.size();
  }
  for (const Fact& fact : alert.facts) {
    size += fact.value.size();
  }
  return size;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

TEST(Alert, ReadsLevelsWhateverTheCase) {
  struct Case {
    const char* text;
    Level level;
  };
  for (const Case& c :
       {Case{"fatal", Level::fatal}, Case{"critical", Level::fatal}, Case{"ERROR", Level::error},
        Case{"Warning", Level::warning}, Case{"warn", Level::warning}, Case{"info", Level::info},
        Case{"debug", Level::debug}, Case{"sample", Level::sample}, Case{"ok", Level::ok}, Case{"", Level::unknown},
        Case{"unknown", Level::unknown}, Case{"errors", Level::unknown}, Case{"\xE9rror", Level::unknown}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(level_from(c.text), c.level);
  }
}

TEST(Alert, LevelsCompare) {
  EXPECT_LT(Level::unknown, Level::ok);
  EXPECT_LT(Level::info, Level::warning);
  EXPECT_LT(Level::warning, Level::error);
  EXPECT_LT(Level::error, Level::fatal);
}

TEST(Alert, LevelNamesRoundTrip) {
  for (const Level level : {Level::unknown, Level::ok, Level::sample, Level::debug, Level::info, Level::warning,
                            Level::error, Level::fatal}) {
    EXPECT_FALSE(to_string(level).empty());
    EXPECT_EQ(level_from(to_string(level)), level);
  }
}

TEST(Alert, KindNamesRoundTrip) {
  EXPECT_EQ(source_kinds().size(), 9U);
  for (const Kind kind : source_kinds()) {
    EXPECT_FALSE(to_string(kind).empty());
    EXPECT_EQ(kind_from(to_string(kind)), kind);
  }
  EXPECT_EQ(kind_from("events"), std::nullopt);
  EXPECT_EQ(kind_from(""), std::nullopt);
}

TEST(Alert, FactNamesRoundTrip) {
  for (int i = static_cast<int>(FactName::action); i <= static_cast<int>(FactName::body_keys); ++i) {
    const auto name = static_cast<FactName>(i);
    EXPECT_FALSE(to_string(name).empty()) << i;
    EXPECT_EQ(fact_name_from(to_string(name)), name);
  }
  EXPECT_EQ(fact_name_from("colour"), std::nullopt);
}

TEST(Alert, WhatFitsIsLeftAlone) {
  Alert alert;
  alert.title = "title";
  alert.message = std::string(6000, 'm');
  alert.link = "https://sentry.example.com/organizations/acme/issues/1/";
  const Alert before = alert;
  EXPECT_FALSE(fit_to_spool(alert));
  EXPECT_EQ(alert, before);
}

TEST(Alert, TheMessageGivesWayFirst) {
  Alert alert;
  alert.title = std::string(1000, 't');
  alert.link = "https://sentry.example.com/" + std::string(900, 'l');
  alert.message = std::string(100'000, 'm');
  const Alert before = alert;
  EXPECT_TRUE(fit_to_spool(alert));
  EXPECT_EQ(alert.title, before.title);
  EXPECT_EQ(alert.link, before.link);
  EXPECT_EQ(size_of(alert), 7000U);
  EXPECT_TRUE(alert.message_cut);
}

TEST(Alert, EverythingAtOnceStillFits) {
  const std::string long_text = repeated("中😀", 5000);
  Alert alert;
  for (std::string* text : {&alert.source, &alert.resource, &alert.action, &alert.project, &alert.project_slug,
                            &alert.organization, &alert.environment, &alert.title, &alert.message, &alert.location,
                            &alert.event_id, &alert.issue_id, &alert.short_id}) {
    *text = long_text;
  }
  alert.link = "https://sentry.example.com/" + std::string(5000, 'l');
  alert.rules.assign(50, long_text);
  alert.facts.assign(50, Fact{FactName::value, long_text});
  EXPECT_TRUE(fit_to_spool(alert));
  EXPECT_LE(size_of(alert), 7000U);
  EXPECT_GE(alert.message.size(), 500U);
  for (const std::string* text : {&alert.title, &alert.message, &alert.location, &alert.project}) {
    EXPECT_FALSE(text->empty());
    EXPECT_TRUE(utf8::is_valid(*text));
  }
  for (const std::string& rule : alert.rules) {
    EXPECT_TRUE(utf8::is_valid(rule));
  }
}

TEST(Alert, NothingIsLeftAsAnEmptyEntry) {
  Alert alert;
  alert.rules.assign(8, std::string(256, 'r'));
  alert.facts.assign(12, Fact{FactName::value, std::string(256, 'f')});
  EXPECT_TRUE(fit_to_spool(alert));
  EXPECT_EQ(alert.rules.size(), 4U);
  EXPECT_EQ(alert.facts.size(), 4U);
}

TEST(Alert, HalfALinkIsNoLink) {
  Alert alert;
  alert.link = "https://sentry.example.com/" + std::string(2000, 'l');
  EXPECT_TRUE(fit_to_spool(alert));
  EXPECT_EQ(alert.link, "");
}

TEST(Alert, FittingTwiceChangesNothingMore) {
  Alert alert;
  alert.title = repeated("中", 2000);
  alert.message = repeated("文", 9000);
  alert.rules.assign(20, repeated("r", 300));
  EXPECT_TRUE(fit_to_spool(alert));
  const Alert once = alert;
  EXPECT_FALSE(fit_to_spool(alert));
  EXPECT_EQ(alert, once);
}

TEST(IssueKey, IsTheIssuesIdWithinItsSource) {
  Alert alert;
  alert.source = "main";
  alert.issue_id = "4711";
  alert.title = "one";
  EXPECT_EQ(issue_key(alert), "main/4711");
  alert.source = "other";
  EXPECT_EQ(issue_key(alert), "other/4711");
}

TEST(IssueKey, WithoutAnIdTheSameTitleInTheSameProjectIsTheSameThing) {
  Alert alert;
  alert.title = "one";
  Alert same = alert;
  same.message = "says more";
  EXPECT_EQ(issue_key(alert), issue_key(same));
  same.project = "shop";
  EXPECT_NE(issue_key(alert), issue_key(same));
  same = alert;
  same.title = "two";
  EXPECT_NE(issue_key(alert), issue_key(same));
}

TEST(IssueKey, StaysShortWhateverTheId) {
  Alert alert;
  alert.issue_id = std::string(10'000, 'x');
  EXPECT_LE(issue_key(alert).size(), 256U);
}

}  // namespace
}  // namespace relay::alert
