// SPDX-License-Identifier: MIT
#include "dingtalk/layout.hpp"

#include <gtest/gtest.h>

#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

using alert::Kind;

constexpr Limits kLimits{.title = 300, .name = 100, .location = 256, .fact = 256, .facts = 2, .rule = 128, .rules = 2};

std::string laid_out(const alert::Alert& alert, const RenderOptions& options = {}) {
  const Layout layout = lay_out(alert, test::sample_robot(), options, kLimits);
  return layout.above + (layout.below.empty() ? "" : "\n\n") + layout.below;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(SubjectOf, IsTheTitle) {
  EXPECT_EQ(subject_of(test::sample_alert(), Language::en), "ValueError: Division by zero");
}

TEST(SubjectOf, SaysWhatHappenedToAnIssue) {
  alert::Alert alert = test::sample_alert();
  alert.kind = Kind::issue;
  alert.action = "resolved";
  EXPECT_EQ(subject_of(alert, Language::en), "✅ Resolved: ValueError: Division by zero");
}

TEST(SubjectOf, IsASentenceForWhatNobodyKnows) {
  alert::Alert alert = test::sample_alert();
  alert.kind = Kind::unrecognised;
  alert.resource = "";
  EXPECT_EQ(subject_of(alert, Language::en), "Sentry sent something this relay does not know");
  alert.resource = "novelty";
  EXPECT_EQ(subject_of(alert, Language::zh), "Sentry 发来了本程序无法识别的内容：novelty");
}

TEST(SubjectOf, IsNeverEmpty) {
  alert::Alert alert = test::sample_alert();
  alert.title = "\n";
  EXPECT_EQ(subject_of(alert, Language::en), "Sentry");
}

TEST(BodyTextOf, IsEmptyWhenTheTitleSaysIt) {
  struct Case {
    std::string title;
    std::string message;
    std::string text;
  };
  const std::vector<Case> cases{
      {"ValueError: x", "x", ""},      {"ValueError: x", "ValueError: x", ""},
      {"ValueError: x", " x \n", ""},  {"a b", "a\nb", ""},
      {"ValueError: xyz", "yz", "yz"}, {"ValueError: x", "x and more", "x and more"},
      {"ValueError: x", "", ""},       {"ValueError: x", "one\r\n\n\n  two", "one\n\n  two"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.title + " / " + c.message);
    alert::Alert alert = test::sample_alert();
    alert.title = c.title;
    alert.message = c.message;
    EXPECT_EQ(body_text_of(alert), c.text);
  }
}

TEST(Mentions, NameTheMobiles) {
  Robot robot = test::sample_robot();
  EXPECT_EQ(mentions(robot, Language::en), "");
  robot.at_mobiles = {"13800000000", "+852-51234567"};
  EXPECT_EQ(mentions(robot, Language::en), "@13800000000 @+852-51234567");
}

TEST(Mentions, OfEverybodyNameNobodyElse) {
  Robot robot = test::sample_robot();
  robot.at_mobiles = {"13800000000"};
  robot.at_all = true;
  EXPECT_EQ(mentions(robot, Language::en), "@所有人");
}

TEST(LayOut, ShowsNotKnownForAnEventOnly) {
  alert::Alert alert;
  alert.title = "x";
  alert.kind = Kind::event;
  EXPECT_EQ(laid_out(alert),
            "### x\n\n- **📦 Project**: N/A\n- **🌍 Env**: N/A\n- **🚦 Level**: N/A\n- **📍 Location**: `N/A`");
  for (const Kind kind : alert::source_kinds()) {
    alert.kind = kind;
    EXPECT_EQ(holds(laid_out(alert), "N/A"), kind == Kind::event) << to_string(kind);
  }
}

TEST(LayOut, KeepsTheOrganizationOfAnEventWithoutProject) {
  alert::Alert alert;
  alert.kind = Kind::event;
  alert.title = "x";
  alert.organization = "acme";
  EXPECT_TRUE(holds(laid_out(alert), "- **📦 Project**: N/A (acme)\n"));
}

TEST(LayOut, FallsBackWithinTheProjectLine) {
  alert::Alert alert;
  alert.kind = Kind::installation;
  alert.title = "x";
  alert.organization = "acme";
  EXPECT_EQ(laid_out(alert), "### x\n\n- **🏢 Organization**: acme");
  alert.project = "Acme <Web>";
  EXPECT_EQ(laid_out(alert), "### x\n\n- **📦 Project**: Acme &lt;Web&gt; (acme)");
  alert.organization.clear();
  EXPECT_EQ(laid_out(alert), "### x\n\n- **📦 Project**: Acme &lt;Web&gt;");
}

TEST(LayOut, EscapesEveryValue) {
  alert::Alert alert = test::sample_alert();
  alert.project_slug = "<a>";
  alert.organization = "](http://evil)";
  alert.environment = "**prod**";
  alert.location = "<module>`x`";
  alert.rules = {"a, <b>", "[c](d)"};
  alert.facts = {{alert::FactName::actor, "<script>"}};
  alert.kind = Kind::issue;
  const std::string text = laid_out(alert);
  EXPECT_TRUE(holds(text, "- **📦 Project**: &lt;a&gt; (\\]\\(http://evil\\))\n")) << text;
  EXPECT_TRUE(holds(text, "- **🌍 Env**: \\*\\*prod\\*\\*\n")) << text;
  EXPECT_TRUE(holds(text, "- **📍 Location**: `＜module＞′x′`\n")) << text;
  EXPECT_TRUE(holds(text, "📢 **Trigger**: a, &lt;b&gt;, \\[c\\]\\(d\\)")) << text;
  EXPECT_TRUE(holds(text, "- **👤 By**: &lt;script&gt;")) << text;
}

TEST(LayOut, ShowsFactsInTheirOrderUpToTheLimit) {
  alert::Alert alert;
  alert.kind = Kind::metric;
  alert.title = "x";
  alert.facts = {
      {alert::FactName::threshold, "> 5 %"}, {alert::FactName::value, "7 %"}, {alert::FactName::window, "1h"}};
  EXPECT_EQ(laid_out(alert), "### x\n\n- **🎯 Threshold**: &gt; 5 %\n- **📈 Value**: 7 %");
}

TEST(LayOut, ShowsAnEventInItsFourLines) {
  alert::Alert alert = test::sample_alert();
  const std::string without = laid_out(alert);
  alert.facts = {{alert::FactName::release, "1.2"}};
  EXPECT_EQ(laid_out(alert), without);
}

TEST(LayOut, LeavesEmptyRulesOut) {
  alert::Alert alert;
  alert.kind = Kind::comment;
  alert.title = "x";
  alert.rules = {"", "a", "b"};
  EXPECT_EQ(laid_out(alert), "### x\n\n📢 **Trigger**: a");
  alert.rules = {""};
  EXPECT_EQ(laid_out(alert), "### x");
}

TEST(LayOut, NamesWhereTheLinkLeads) {
  alert::Alert alert;
  alert.title = "x";
  alert.link = "https://sentry.example.com/a b/";
  struct Case {
    Kind kind;
    std::string_view text;
  };
  for (const Case& c : {Case{Kind::event, "View Issue on Sentry"}, Case{Kind::metric, "View Alert on Sentry"},
                        Case{Kind::analysis, "View Details"}}) {
    alert.kind = c.kind;
    EXPECT_TRUE(holds(laid_out(alert), "[👉 " + std::string(c.text) + "](https://sentry.example.com/a%20b/)"));
  }
}

TEST(LayOut, LeavesAnUnusableLinkOut) {
  alert::Alert alert = test::sample_alert();
  alert.link = "javascript:alert(1)";
  EXPECT_FALSE(holds(laid_out(alert), "javascript"));
}

TEST(LayOut, TagsAPossibleRepeatNearTheTop) {
  RenderOptions options;
  options.circumstances.maybe_duplicate = true;
  EXPECT_TRUE(laid_out(test::sample_alert(), options)
                  .starts_with("### ValueError: Division by zero\n\n🔁 (possibly a repeat)\n\n- **📦 Project**"));
  options.language = Language::zh;
  EXPECT_TRUE(holds(laid_out(test::sample_alert(), options), "（可能是重复消息）"));
}

}  // namespace
}  // namespace relay::dingtalk
