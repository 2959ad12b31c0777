// SPDX-License-Identifier: MIT
#include "relay/dingtalk/template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<TemplateError> errors_of(std::string_view text) {
  auto parsed = Template::parse(text);
  return parsed.has_error() ? parsed.error() : std::vector<TemplateError>{};
}

TEST(Template, TakesAllElevenVariables) {
  const auto parsed = Template::parse(
      "{project}{project_name}{project_slug}{org_name}{title}{display_title}{message}{url}{level}{environment}"
      "{culprit}");
  ASSERT_TRUE(parsed.has_value());
  for (const auto variable :
       {TemplateVariable::project, TemplateVariable::project_name, TemplateVariable::project_slug,
        TemplateVariable::org_name, TemplateVariable::title, TemplateVariable::display_title, TemplateVariable::message,
        TemplateVariable::url, TemplateVariable::level, TemplateVariable::environment, TemplateVariable::culprit}) {
    EXPECT_TRUE(parsed->uses(variable)) << static_cast<int>(variable);
  }
}

TEST(Template, KnowsWhatItUses) {
  const auto parsed = Template::parse("{{title}} {url}");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_TRUE(parsed->uses(TemplateVariable::url));
  EXPECT_FALSE(parsed->uses(TemplateVariable::title));
}

TEST(Template, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    std::size_t line;
    std::size_t column;
    std::size_t offset;
    const char* words;
  };
  const std::vector<Case> cases{
      {"{titel}", 1, 1, 0, "unknown variable {titel}: did you mean {title}?"},
      {"### {title}\n项目：{projct}", 2, 4, 21, "unknown variable {projct}: did you mean {project}?"},
      {"{Title}", 1, 1, 0, "unknown variable {Title}: did you mean {title}?"},
      {"a {env}", 1, 3, 2, "unknown variable {env}: did you mean {environment}?"},
      {"{issue_url}", 1, 1, 0, "did you mean {url}?"},
      {"{nonsense}", 1, 1, 0, "unknown variable {nonsense}: known are {project}, {project_name}"},
      {"{}", 1, 1, 0, "name is missing"},
      {"{ }", 1, 1, 0, "name is missing"},
      {"{ title }", 1, 1, 0, "no space may stand between { and }: write {title}"},
      {"{title!r}", 1, 1, 0, "only a variable's name may stand between { and }: write {title}"},
      {"{title:>10}", 1, 1, 0, "write {title}"},
      {"{title.upper}", 1, 1, 0, "write {title}"},
      {"{\"a\": 1}", 1, 1, 0, "this is no variable; a brace of its own is written {{"},
      {"{sk-0123456789abcdef0123456789abcdef}", 1, 1, 0, "this is no variable"},
      {"{0123456789abcdef0123456789abcdef0}", 1, 1, 0, "this is no variable"},
      {"{title", 1, 1, 0, "a { without its }"},
      {"x {title\n}", 1, 3, 2, "a { without its }"},
      {"{ti{title}", 1, 1, 0, "a { without its }"},
      {"x } y", 1, 3, 2, "a single }"},
      {"{title}}", 1, 8, 7, "a single }"},
      {"a\x1B[31m", 1, 2, 1, "a control character"},
      {"a\rb", 1, 2, 1, "a control character"},
      {"\xFF", 1, 1, 0, "is not valid UTF-8"},
      {"", 1, 1, 0, "is empty"},
      {" \n\t\r\n", 1, 1, 0, "is empty"},
      {"line<br>", 1, 5, 4, "HTML makes the whole message blank on a phone"},
      {"`<b>`", 1, 2, 1, "HTML"},
      {"<{title}>", 1, 1, 0, "HTML"},
      {"<!-- x -->", 1, 1, 0, "HTML"},
      {"<https://sentry.example.com>", 1, 1, 0, "HTML"},
      {"<font color={level}>", 1, 1, 0, "HTML"},
      {"<font onload=x>", 1, 1, 0, "HTML"},
      {"<fontcolor=red>", 1, 1, 0, "HTML"},
      {"<font color=red", 1, 1, 0, "HTML"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto errors = errors_of(c.text);
    ASSERT_FALSE(errors.empty());
    EXPECT_THAT(errors.front().text, HasSubstr(c.words));
    EXPECT_EQ(errors.front().line, c.line);
    EXPECT_EQ(errors.front().column, c.column);
    EXPECT_EQ(errors.front().offset, c.offset);
  }
}

TEST(Template, NeverQuotesWhatLooksLikeNoName) {
  for (const char* text : {"{SEC0123456789abcdef0123456789abcdef}", "{pass word}", "{\"key\": \"hush\"}"}) {
    SCOPED_TRACE(text);
    ASSERT_THAT(errors_of(text), SizeIs(1));
    EXPECT_EQ(errors_of(text).front().text, "this is no variable; a brace of its own is written {{ or }}");
  }
}

TEST(Template, ReportsEveryMistakeInOrder) {
  const auto errors = errors_of("{a}\n<br> } {titel}");
  ASSERT_THAT(errors, SizeIs(4));
  EXPECT_EQ(errors[1].column, 1U);
  EXPECT_EQ(errors[2].column, 6U);
  EXPECT_EQ(errors[3].column, 8U);
}

TEST(Template, TakesWhatIsHarmless) {
  for (const char* text :
       {"1 < 2, a <3 you, x <= y", "<font color=#D93026>{level}</font>", "<font color=\"red\" size=4>x</font>",
        "{{\"a\": {{}}}}", "tab\tand\r\nline", "&lt;br&gt;"}) {
    EXPECT_THAT(errors_of(text), SizeIs(0)) << text;
  }
}

TEST(Template, HasALimit) {
  EXPECT_THAT(errors_of(std::string(8 * 1024, 'x')), SizeIs(0));
  EXPECT_THAT(errors_of(std::string(8 * 1024 + 1, 'x')), SizeIs(1));
}

}  // namespace
}  // namespace relay::dingtalk
