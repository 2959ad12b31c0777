// SPDX-License-Identifier: MIT
#include "sentry/fields.hpp"

#include <gtest/gtest.h>

#include "sentry/payload.hpp"

namespace relay::sentry {
namespace {

// A body and what every parser gets of it.
struct Given {
  explicit Given(std::string text) : body(std::move(text)), payload(body) { source.organization = "configured"; }
  [[nodiscard]] Input input() const { return {payload.root(), body, "", source}; }

  std::string body;
  Payload payload;
  Source source;
};

TEST(Fields, TakeTheFirstTextThatSaysSomething) {
  const Given given(R"({"a":null,"b":"\u001b[0m ","c":" x\ny ","d":7})");
  EXPECT_EQ(line(given.payload.root(), {"/a", "/b", "/missing", "/c"}), "x y");
  EXPECT_EQ(lines(given.payload.root(), {"/b", "/c"}), "x\ny");
  EXPECT_EQ(line(given.payload.root(), {"/d"}), "");
  EXPECT_EQ(id(given.payload.root(), {"/a", "/d"}), "7");
}

TEST(Fields, FindTagsOfEveryForm) {
  for (const char* tags :
       {R"([["x"],["a","1"],["env","prod"]])", R"([{"key":"env","value":"prod"}])", R"([["sentry:env","prod"]])",
        R"({"env":"prod"})", R"([null,3,["env",null],["env","prod"]])"}) {
    SCOPED_TRACE(tags);
    const Given given(std::string(R"({"tags":)") + tags + "}");
    EXPECT_EQ(tag(given.payload.root(), "env"), "prod");
    EXPECT_EQ(tag(given.payload.root(), "other"), "");
  }
}

TEST(Fields, ReadLevelsAsWordsAndNumbers) {
  struct Case {
    const char* value;
    alert::Level level;
  };
  for (const Case& c :
       {Case{"\"error\"", alert::Level::error}, Case{"\"WARNING\"", alert::Level::warning},
        Case{"50", alert::Level::fatal}, Case{"40", alert::Level::error}, Case{"30", alert::Level::warning},
        Case{"20", alert::Level::info}, Case{"10", alert::Level::debug}, Case{"0", alert::Level::unknown},
        Case{"\"loud\"", alert::Level::unknown}, Case{"null", alert::Level::unknown}}) {
    SCOPED_TRACE(c.value);
    const Given given(std::string(R"({"level":)") + c.value + "}");
    EXPECT_EQ(level(given.payload.root(), {"/level"}), c.level);
  }
}

TEST(Fields, OrganizationFromAddressesInstallationOrSettings) {
  const Given addressed(R"({"u":"https://s.example/","v":"https://s.example/organizations/acme/issues/1/"})");
  EXPECT_EQ(organization(addressed.input(), addressed.payload.root(), {"/u", "/v"}), "acme");
  const Given installed(R"({"installation":{"organization":{"slug":"installed"}}})");
  EXPECT_EQ(organization(installed.input(), installed.payload.root(), {"/u"}), "installed");
  const Given silent("{}");
  EXPECT_EQ(organization(silent.input(), silent.payload.root(), {}), "configured");
}

TEST(Fields, SentryItselfIsNoPerson) {
  EXPECT_EQ(person(Given(R"({"actor":{"type":"application","id":"sentry","name":"Sentry"}})").input()), "");
  EXPECT_EQ(person(Given(R"({"actor":{"type":"user","id":7,"name":"Lin"}})").input()), "Lin");
  EXPECT_EQ(person(Given("{}").input()), "");
}

TEST(Fields, JoinTypeAndFirstLineOfTheValue) {
  EXPECT_EQ(type_and_value(Given(R"({"type":"T","value":"one\ntwo"})").payload.root()), "T: one");
  EXPECT_EQ(type_and_value(Given(R"({"value":"v"})").payload.root()), "v");
  EXPECT_EQ(type_and_value(Given(R"({"type":"T","value":""})").payload.root()), "T");
}

TEST(Fields, RulesAndFactsAreKnownAndSaidOnce) {
  alert::Alert alert;
  add_rule(alert, "a");
  add_rule(alert, "");
  add_rule(alert, "a");
  add_fact(alert, alert::FactName::actor, "");
  add_fact(alert, alert::FactName::action, "x");
  EXPECT_EQ(alert.rules, std::vector<std::string>{"a"});
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{alert::FactName::action, "x"}}));
}

TEST(Fields, WordsHaveSpaces) { EXPECT_EQ(in_words("root_cause_started"), "root cause started"); }

TEST(Fields, CommitsAreCutBetweenCharacters) {
  EXPECT_EQ(short_commit("0123456789abcdef"), "0123456789ab");
  EXPECT_EQ(short_commit("0123456789a中文"), "0123456789a中");
  EXPECT_EQ(short_commit(""), "");
}

TEST(Fields, TheFirstInstantCounts) {
  const Given given(R"({"a":"never","b":1795421730})");
  EXPECT_EQ(instant(given.payload.root(), {"/a", "/b"}), WallTime(Milliseconds(1795421730000)));
  EXPECT_EQ(instant(given.payload.root(), {"/a"}), std::nullopt);
}

}  // namespace
}  // namespace relay::sentry
