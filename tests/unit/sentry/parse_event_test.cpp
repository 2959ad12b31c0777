// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using alert::Kind;
using alert::Level;
using test::fact;
using test::parse_fixture;
using test::source;

Parsed parse_event(const std::string& event, const Source& from = source()) {
  return parse(R"({"action":"triggered","data":{"event":)" + event + "}}", "event_alert", from);
}

TEST(ParseEvent, ReadsAnException) {
  const Parsed parsed = parse_fixture("event_alert-exception-python");
  const alert::Alert& alert = parsed.alert;
  EXPECT_TRUE(parsed.understood);
  EXPECT_TRUE(parsed.is_json);
  EXPECT_EQ(alert.source, "main");
  EXPECT_EQ(alert.kind, Kind::event);
  EXPECT_EQ(alert.resource, "event_alert");
  EXPECT_EQ(alert.action, "triggered");
  EXPECT_EQ(alert.project, "shop-backend");
  EXPECT_EQ(alert.project_slug, "shop-backend");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.environment, "production");
  EXPECT_EQ(alert.level, Level::error);
  EXPECT_EQ(alert.title, "ZeroDivisionError: division by zero");
  EXPECT_EQ(alert.message, "division by zero");
  EXPECT_EQ(alert.location, "__main__ in <module>");
  EXPECT_EQ(alert.rules, std::vector<std::string>{"Backend: any new error"});
  EXPECT_EQ(alert.link, "https://sentry.example.com/organizations/acme/issues/318/?project=12");
  EXPECT_EQ(alert.event_id, "3f2a9c1be07d4f5c8a6b5d4e3c2b1a09");
  EXPECT_EQ(alert.issue_id, "318");
  EXPECT_EQ(alert.occurred_at, test::at(1795421730123));
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{FactName::release, "shop@4.7.1"}}));
}

TEST(ParseEvent, ReadsAnErrorResource) {
  const Parsed parsed = parse_fixture("error-exception-go");
  EXPECT_EQ(parsed.alert.resource, "error");
  EXPECT_EQ(parsed.alert.kind, Kind::event);
  EXPECT_EQ(parsed.alert.location, "main.(*Pool).acquire");
  EXPECT_EQ(parsed.alert.occurred_at, test::at(1795422001500));
  EXPECT_TRUE(parsed.alert.rules.empty());
}

TEST(ParseEvent, KeepsTheLinesOfAMessage) {
  const Parsed parsed = parse_fixture("event_alert-message-chinese");
  EXPECT_EQ(parsed.alert.title, "支付回调处理失败: 订单 20261123-0098 💥");
  EXPECT_EQ(parsed.alert.message, "支付回调处理失败: 订单 20261123-0098 💥\n原因: 签名不一致\n渠道: alipay\t重试: 3");
  EXPECT_EQ(parsed.alert.environment, "预发布");
  EXPECT_EQ(parsed.alert.level, Level::warning);
  EXPECT_TRUE(parsed.alert.facts.empty());
}

TEST(ParseEvent, RepairsOddCharacters) {
  const Parsed parsed = parse_fixture("event_alert-odd-characters");
  EXPECT_EQ(parsed.alert.title, "DecodeError: bad byte \uFFFD at \uFFFD");
  EXPECT_EQ(parsed.alert.message, "bad byte \uFFFD at \uFFFD\nline two\nline three gnp.exe");
  EXPECT_EQ(parsed.alert.location, "feed. reader");
  EXPECT_EQ(parsed.alert.rules, std::vector<std::string>{"Feed\\rules"});
}

TEST(ParseEvent, AMessageThatIsTheTitleIsNotSaidTwice) {
  EXPECT_EQ(parse_fixture("event_alert-test-button").alert.message, "");
  EXPECT_EQ(parse_event(R"({"title":"one two","message":"one\ntwo"})").alert.message, "");
}

TEST(ParseEvent, AnEmptyRuleNameIsNoRule) { EXPECT_TRUE(parse_fixture("event_alert-test-button").alert.rules.empty()); }

TEST(ParseEvent, TakesTheRuleFromItsAlertWhenThatIsAll) {
  EXPECT_EQ(parse_fixture("event_alert-exception-group").alert.rules, std::vector<std::string>{"Cache trouble"});
}

TEST(ParseEvent, OccurrencesSayWhatTheyAre) {
  const Parsed cron = parse_fixture("event_alert-cron-missed");
  EXPECT_EQ(cron.alert.title, "Cron failure: nightly-settlement");
  EXPECT_EQ(cron.alert.message, "Your monitor is failing: A missed check-in was detected.");
  EXPECT_EQ(cron.alert.level, Level::error);
  const Parsed slow = parse_fixture("event_alert-n-plus-one");
  EXPECT_EQ(slow.alert.title, "N+1 Query");
  EXPECT_EQ(slow.alert.message, "db - SELECT * FROM `line_item` WHERE order_id = %s\ndjango.view - orders");
  EXPECT_EQ(slow.alert.level, Level::info);
}

TEST(ParseEvent, APolicyReportNamesThePageAndTheCulprit) {
  const Parsed parsed = parse_fixture("event_alert-csp");
  EXPECT_EQ(parsed.alert.title, "Blocked 'script' from 'cdn.evil.example'");
  EXPECT_EQ(parsed.alert.message, "script-src-elem: https://cdn.evil.example/skimmer.js");
  EXPECT_EQ(parsed.alert.location, "https://shop.example.com/checkout");
}

TEST(ParseEvent, MetadataBeatsAGroupAtTheEndOfTheChain) {
  const Parsed parsed = parse_fixture("event_alert-exception-group");
  EXPECT_EQ(parsed.alert.message, "redis: no answer in 2 s");
  EXPECT_EQ(parsed.alert.location, "cache.py in fetch");
}

TEST(ParseEvent, MinimalBodies) {
  const Parsed parsed = parse_fixture("event_alert-minimal");
  EXPECT_EQ(parsed.alert.title, "panic: send on closed channel");
  EXPECT_EQ(parsed.alert.organization, "acme");
  EXPECT_EQ(parsed.alert.link, "https://sentry.io/organizations/acme/issues/88/");
  EXPECT_EQ(parsed.alert.level, Level::error);
  EXPECT_EQ(parsed.alert.project, "");
}

TEST(ParseEvent, TitleInOrderOfPreference) {
  struct Case {
    const char* event;
    const char* title;
  };
  const Case cases[] = {
      {R"({"occurrence":{"issueTitle":"o"},"title":"t"})", "o"},
      {R"({"title":"t","metadata":{"title":"m"}})", "t"},
      {R"({"title":"","metadata":{"title":"m","type":"T"}})", "m"},
      {R"({"title":null,"metadata":{"type":"T","value":"v\nw"}})", "T: v"},
      {R"({"title":7,"metadata":{"type":"T"}})", "T"},
      {R"({"title":"\u200b \u202e","metadata":[],"exception":{"values":[{"type":"A"},{"type":"B","value":"b"}]}})",
       "B: b"},
      {R"({"message":"said\nmore"})", "said more"},
      {R"({"issue_id":42})", "issue 42"},
      {R"({})", "(no title)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.event);
    EXPECT_EQ(parse_event(c.event).alert.title, c.title);
  }
}

TEST(ParseEvent, MessageInOrderOfPreference) {
  struct Case {
    const char* event;
    const char* message;
  };
  const Case cases[] = {
      {R"({"title":"t","occurrence":{"subtitle":"s"},"message":"m"})", "s"},
      {R"({"title":"t","exception":{"values":[{"value":"a"},{"value":"b"}]},"message":"m"})", "b"},
      {R"({"title":"t","exception":{"values":[{"value":"long text"}]},"metadata":{"value":"long..."}})", "long text"},
      {R"({"title":"t","exception":{"values":[{"value":"x"}]},"metadata":{"value":"y"}})", "y"},
      {R"({"title":"t","message":"m","logentry":{"formatted":"f"}})", "m"},
      {R"({"title":"t","logentry":{"formatted":"f","message":"%s"}})", "f"},
      {R"({"title":"t","logentry":{"message":"%s"}})", "%s"},
      {R"({"title":"t","metadata":{"message":"mm"}})", "mm"},
      {R"({"title":"ValueError: x","metadata":{"value":"x"}})", "x"},
      {R"({"title":"t","message":{"a":1}})", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.event);
    EXPECT_EQ(parse_event(c.event).alert.message, c.message);
  }
}

TEST(ParseEvent, LevelInOrderOfPreference) {
  struct Case {
    const char* event;
    Level level;
  };
  const Case cases[] = {
      {R"({"level":"fatal","tags":[["level","info"]]})", Level::fatal},
      {R"({"level":null,"tags":[["level","Warning"]]})", Level::warning},
      {R"({"level":"odd","tags":[{"key":"level","value":"debug"}]})", Level::debug},
      {R"({"tags":{"level":"sample"}})", Level::sample},
      {R"({"level":40})", Level::error},
      {R"({"occurrence":{"level":"info"}})", Level::info},
      {R"({})", Level::error},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.event);
    EXPECT_EQ(parse_event(c.event).alert.level, c.level);
  }
}

TEST(ParseEvent, LinkInOrderOfPreference) {
  struct Case {
    const char* event;
    const char* link;
  };
  const Case cases[] = {
      {R"({"web_url":"https://s.example/organizations/o/issues/1/events/e/","project":3})",
       "https://s.example/organizations/o/issues/1/?project=3"},
      {R"({"web_url":"https://s.example/organizations/o/issues/1/events/e/","project":"x&y"})",
       "https://s.example/organizations/o/issues/1/"},
      {R"({"web_url":"https://s.example/organizations/o/issues/1/"})", "https://s.example/organizations/o/issues/1/"},
      {R"({"issue_url":"https://s.example/api/0/organizations/o/issues/1/"})",
       "https://s.example/organizations/o/issues/1/"},
      {R"({"issue_url":"https://s.example/api/0/issues/1/","url":"https://s.example/api/0/projects/o/p/events/e/"})",
       "https://s.example/organizations/o/issues/1/"},
      {R"({"issue_url":"https://s.example/api/0/issues/1/"})", ""},
      {R"({"url":"https://s.example/api/0/projects/o/p/events/e/"})", ""},
      {R"({"web_url":"javascript:alert(1)//organizations/o/issues/1/events/e/"})", ""},
      {R"({"web_url":"/organizations/o/issues/1/events/e/"})", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.event);
    EXPECT_EQ(parse_event(c.event).alert.link, c.link);
  }
}

TEST(ParseEvent, LinksStandOnTheSourcesBaseUrl) {
  EXPECT_EQ(parse_fixture("event_alert-exception-python", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/318/?project=12");
  EXPECT_EQ(parse_fixture("event_alert-saas-javascript", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/6031174428/?project=4507301128847360");
  EXPECT_EQ(parse_event(R"({"issue_id":"9"})", test::self_hosted()).alert.link,
            "https://errors.acme.example:8443/organizations/acme/issues/9/");
}

TEST(ParseEvent, IdentifiersComeFromAddressesToo) {
  const Parsed parsed = parse_event(
      R"({"url":"https://s.example/api/0/projects/o/p/events/abc/","issue_url":"https://s.example/api/0/issues/77/"})");
  EXPECT_EQ(parsed.alert.event_id, "abc");
  EXPECT_EQ(parsed.alert.issue_id, "77");
  EXPECT_EQ(parsed.alert.project, "p");
  EXPECT_EQ(parsed.alert.organization, "o");
}

TEST(ParseEvent, ALargeProjectNumberStaysWhole) {
  EXPECT_EQ(parse_event(R"({"project":4505278293147648123})").alert.project, "4505278293147648123");
}

TEST(ParseEvent, TheKeyIsTheEventAndItsRule) {
  EXPECT_EQ(parse_fixture("event_alert-exception-python").dedup.subject,
            "event_alert|3f2a9c1be07d4f5c8a6b5d4e3c2b1a09|Backend: any new error|7");
  EXPECT_EQ(parse_fixture("event_alert-exception-python").dedup.state, "");
  EXPECT_EQ(parse_fixture("error-exception-go").dedup.subject, "error|bb00cc11dd22ee33ff44005566778899");
  EXPECT_TRUE(parse_event(R"({"title":"no id"})").dedup.subject.starts_with("body:"));
}

}  // namespace
}  // namespace relay::sentry
