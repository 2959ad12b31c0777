// SPDX-License-Identifier: MIT
#include "dingtalk/translation.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using alert::FactName;
using alert::Kind;

TEST(ValueIn, Chinese) {
  struct Case {
    FactName name;
    const char* value;
    const char* expected;
  };
  const Case cases[] = {
      {FactName::action, "resolved", "已解决"},
      {FactName::action, "root cause completed", "根因分析完成"},
      {FactName::action, "something new", "something new"},
      {FactName::status, "archived until escalating", "已归档，直到事件激增"},
      {FactName::status, "FAILED", "失败"},
      {FactName::resolution, "in release shop@4.7.2", "版本 shop@4.7.2"},
      {FactName::resolution, "in commit 9f8e7d6c5b4a", "提交 9f8e7d6c5b4a"},
      {FactName::resolution, "in next release", "下一个版本"},
      {FactName::window, "60 min", "60 分钟"},
      {FactName::window, "an hour", "an hour"},
      {FactName::size, "download 27.0 MiB, install 30.0 MiB", "下载 27.0 MiB，安装 30.0 MiB"},
      {FactName::size, "install 30.0 MiB", "安装 30.0 MiB"},
      // a person's or a team's name is nobody's to translate
      {FactName::actor, "new", "new"},
      {FactName::release, "in release 1", "in release 1"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.value);
    EXPECT_EQ(value_in(Language::zh, c.name, c.value), c.expected);
    EXPECT_EQ(value_in(Language::en, c.name, c.value), c.value);
  }
}

TEST(TitleIn, Chinese) {
  struct Case {
    Kind kind;
    const char* action;
    const char* title;
    const char* expected;
  };
  const Case cases[] = {
      {Kind::comment, "created", "Comment created on issue 318", "新评论（问题 318）"},
      {Kind::comment, "deleted", "Comment deleted on issue 318", "评论已删除（问题 318）"},
      {Kind::comment, "pinned", "Comment pinned on issue 318", "评论（问题 318）"},
      {Kind::analysis, "root_cause_completed", "Seer: root cause completed", "Seer：根因分析完成"},
      {Kind::analysis, "", "Seer", "Seer"},
      {Kind::build, "size_analysis_completed", "Shop 7.2: size analysis completed", "Shop 7.2：体积分析完成"},
      {Kind::installation, "painted", "Integration chat: painted", "Integration chat: painted"},
      {Kind::event, "created", "Error: created", "Error: created"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.title);
    alert::Alert alert;
    alert.kind = c.kind;
    alert.action = c.action;
    alert.title = c.title;
    alert.issue_id = "318";
    EXPECT_EQ(title_in(Language::zh, alert), c.expected);
    EXPECT_EQ(title_in(Language::en, alert), c.title);
  }
}

TEST(TitleIn, OfACommentOnAnIssueWithoutNumber) {
  alert::Alert alert;
  alert.kind = Kind::comment;
  alert.action = "updated";
  EXPECT_EQ(title_in(Language::zh, alert), "评论已修改");
}

}  // namespace
}  // namespace relay::dingtalk
