// SPDX-License-Identifier: MIT
#include "dingtalk/template_fill.hpp"

#include <gtest/gtest.h>

#include "unit/dingtalk/samples.hpp"

namespace relay::dingtalk {
namespace {

// Every character that some place must look after.
alert::Alert hostile_alert() {
  alert::Alert alert = test::sample_alert();
  alert.title = "<module> {url} *b* [x](http://evil) `c`";
  alert.message = "- one\n\n  2. <two>\n{title}";
  alert.location = "a_b/<lambda> `x`](http://evil)";
  alert.link = "https://sentry.example.com/issues/a_b (1)/?q=<x>&p=2#e";
  alert.project = "Shop & Co";
  return alert;
}

std::string filled(std::string_view text, const alert::Alert& alert, const std::string& keyword = "") {
  Robot robot = test::sample_robot();
  robot.keyword = keyword;
  const auto parsed = Template::parse(text);
  return parsed.has_value() ? fill(parsed->program(), template_values(alert, robot, Language::en)) : "refused";
}

struct Case {
  const char* name;
  const char* text;
  const char* filled;
};

void expect_filled(const std::vector<Case>& cases, const alert::Alert& alert) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(filled(c.text, alert), c.filled);
  }
}

TEST(Fill, KnowsEveryVariable) {
  EXPECT_EQ(
      filled("{project}|{project_name}|{project_slug}|{org_name}|{title}|{display_title}|{message}|{url}|{level}|"
             "{environment}|{culprit}",
             test::sample_alert()),
      "Sentry Demo|Sentry Demo|sentry-demo|acme|ValueError: Division by zero|【Sentry Demo】 ValueError: Division "
      "by zero|Division by zero|https://sentry.example.com/organizations/acme/issues/42/|error|prod|"
      "app/utils/math.js");
}

TEST(Fill, SaysNotKnownWhereNobodyKnows) {
  alert::Alert metric;
  metric.kind = alert::Kind::metric;
  metric.title = "Too many errors";
  EXPECT_EQ(filled("{project}|{project_slug}|{org_name}|{title}|{display_title}|{message}|{url}|{level}|{environment}|"
                   "{culprit}",
                   metric),
            "N/A|N/A|N/A|Too many errors|Too many errors|||N/A|N/A|N/A");
}

TEST(Fill, NeverExpandsAValueAgain) {
  EXPECT_EQ(filled("{title} {{url}} {{{level}}}", hostile_alert()),
            "&lt;module&gt; {url} \\*b\\* \\[x\\]\\(http://evil\\) \\`c\\` {url} {error}");
}

TEST(Fill, WritesAValueAsItsPlaceAsks) {
  expect_filled(
      {
          {"text", "x {culprit}", "x a\\_b/&lt;lambda&gt; \\`x\\`\\]\\(http://evil\\)"},
          {"code", "`{culprit}`", "`a_b/＜lambda＞ ′x′]（http://evil)`"},
          {"longer code", "``x ` {culprit}``", "``x ` a_b/＜lambda＞ ′x′]（http://evil)``"},
          {"code that never ends is text", "` {project}", "` Shop &amp; Co"},
          {"code ends with its paragraph", "` {project}\n\n`", "` Shop &amp; Co\n\n`"},
          {"an escaped backtick is no code", "\\`{project}`", "\\`Shop &amp; Co`"},
          {"link", "[{project}]({url})",
           "[Shop &amp; Co](https://sentry.example.com/issues/a_b%20%281%29/?q=%3Cx%3E&p=2#e)"},
          {"image", "![x]({url})", "![x](https://sentry.example.com/issues/a_b%20%281%29/?q=%3Cx%3E&p=2#e)"},
          {"link with more behind it", "[x]({url}&utm={project})",
           "[x](https://sentry.example.com/issues/a_b%20%281%29/?q=%3Cx%3E&p=2#e&utm=Shop%20%26%20Co)"},
          {"address within another", "[x](dingtalk://dingtalkclient/page/link?url={url}&pc_slide=false)",
           "[x](dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fsentry.example.com%2Fissues%2Fa_b%20%281%29%2F%3F"
           "q%3D%3Cx%3E%26p%3D2%23e&pc_slide=false)"},
          {"a link's target with parentheses", "[x](/(a)/{project})", "[x](/(a)/Shop%20%26%20Co)"},
          {"no link without its end", "[x]({project}", "[x](Shop &amp; Co"},
          {"an escaped bracket begins no link", "\\[x]({project})", "\\[x](Shop &amp; Co)"},
          {"address in text", "see {url}",
           "see https://sentry.example.com/issues/a%5Fb%20%281%29/?q=%3Cx%3E&amp;p=2#e"},
          {"a backslash before a value", "\\{title}",
           "\\\\&lt;module&gt; {url} \\*b\\* \\[x\\]\\(http://evil\\) \\`c\\`"},
          {"an escaped backslash before a value", "\\\\{project}", "\\\\Shop &amp; Co"},
      },
      hostile_alert());
}

TEST(Fill, KeepsTheLinesOfAMessage) {
  const char* const plain = "\\- one  \n  \n&nbsp;&nbsp;2\\. &lt;two&gt;  \n{title}";
  expect_filled(
      {
          {"alone", "{message}", plain},
          {"in a quote", "> {message}", "> \\- one  \n>  \n> &nbsp;&nbsp;2\\. &lt;two&gt;  \n> {title}"},
          {"behind words", "M: {message}", "M: - one  \n  \n&nbsp;&nbsp;2\\. &lt;two&gt;  \n{title}"},
          {"in a list", "- {message}", "- \\- one  \n  \n  &nbsp;&nbsp;2\\. &lt;two&gt;  \n  {title}"},
          {"in a fenced block", "```\n{message}\n```\n{project}",
           "```\n- one\n\n  2. ＜two＞\n{title}\n```\nShop &amp; Co"},
          {"in a quoted fenced block", "> ```\n> {message}\n> ```",
           "> ```\n> - one\n> \n>   2. ＜two＞\n> {title}\n> ```"},
          {"not in a heading", "# {message}", "# - one 2. &lt;two&gt; {title}"},
          {"not in a table", "| {message} |", "| - one 2. &lt;two&gt; {title} |"},
          {"not in a link", "[{message}](x)", "[- one 2. &lt;two&gt; {title}](x)"},
          {"not in emphasis", "**{message}**", "**- one 2. &lt;two&gt; {title}**"},
          {"not in code", "`{message}`", "`- one 2. ＜two＞ {title}`"},
      },
      hostile_alert());
}

TEST(Fill, LeavesOutWhatSaysNothing) {
  alert::Alert alert = test::sample_alert();
  alert.message = "";
  alert.link = "";
  expect_filled(
      {
          {"a quote of nothing", "### {title}\n> {message}\nend", "### ValueError: Division by zero\nend"},
          {"the last line", "### {title}\n\n> {message}", "### ValueError: Division by zero"},
          {"the first line", "{message}\n\n### {title}", "### ValueError: Division by zero"},
          {"not a line with words", "M: {message}\nend", "M: \nend"},
          {"a link to nowhere", "a [view *it*]({url}) b", "a view *it* b"},
          {"a link to nowhere with a title", "[view]({url} \"t\")", "view"},
          {"an image of nothing", "![alt]({url})", "alt"},
          {"a link of a link to nowhere", "[![alt]({url})](https://x.example/{level})",
           "[alt](https://x.example/error)"},
          {"a link around no address", "[view](dingtalk://page/link?url={url}&x=1)", "view"},
          {"a link to anything else stays", "[view](https://x.example/{message})", "[view](https://x.example/)"},
          {"an item of nothing", "- {level}\n- {message}\n- {project}", "- error\n- Sentry Demo"},
          {"one blank line is left", "### {level}\n\n> {message}\n\nend", "### error\n\nend"},
          {"code of nothing", "`{message}` x", "` ` x"},
      },
      alert);
}

TEST(Fill, ReadsCrLfAsALineEnd) {
  EXPECT_EQ(filled("### {level}\r\n\r\n> {environment}\r\n", test::sample_alert()), "### error\n\n> prod");
}

TEST(Fill, HoldsTheKeywordOfTheDisplayTitleUnescaped) {
  alert::Alert alert = test::sample_alert();
  EXPECT_EQ(filled("## {display_title}", alert, "a_b"), "## 【a_b】【Sentry Demo】 ValueError: Division by zero");
  EXPECT_EQ(filled("## {display_title}", alert, "Division"), "## 【Sentry Demo】 ValueError: Division by zero");
}

TEST(Fill, SaysWhatHappenedToAKnownIssue) {
  alert::Alert alert = test::sample_alert();
  alert.kind = alert::Kind::issue;
  alert.action = "resolved";
  EXPECT_EQ(filled("{title}", alert), "✅ Resolved: ValueError: Division by zero");
}

TEST(Fill, ShortensWhatIsTooLongForALine) {
  alert::Alert alert = test::sample_alert();
  alert.title = std::string(400, 't');
  alert.environment = std::string(400, 'e');
  alert.location = std::string(400, 'l');
  EXPECT_EQ(filled("{title}", alert), std::string(299, 't') + "…");
  EXPECT_EQ(filled("{environment}", alert), std::string(99, 'e') + "…");
  EXPECT_EQ(filled("{culprit}", alert), std::string(255, 'l') + "…");
}

}  // namespace
}  // namespace relay::dingtalk
