// SPDX-License-Identifier: MIT
#include "dingtalk/fact_lines.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

using alert::FactName;

std::string line(FactName name, std::string value, Language language = Language::en) {
  return fact_line({name, std::move(value)}, language, *TimeZone::find("Asia/Shanghai"), 20);
}

TEST(FactLine, IsALabelledItem) {
  EXPECT_EQ(line(FactName::actor, "alice_b"), "- **👤 By**: alice\\_b");
  EXPECT_EQ(line(FactName::actor, "alice", Language::zh), "- **👤 操作人**: alice");
}

TEST(FactLine, IsCut) { EXPECT_EQ(line(FactName::actor, std::string(30, 'x')), "- **👤 By**: xxxxxxxxxxxxxxxxxxx…"); }

TEST(FactLine, IsEmptyWithoutAValue) { EXPECT_EQ(line(FactName::actor, " \n"), ""); }

TEST(FactLine, ShowsInstantsInTheZone) {
  EXPECT_EQ(line(FactName::started, "2026-03-02T03:04:05Z"), "- **🕐 Started**: 2026-03-02 11:04:05 +08:00");
  EXPECT_EQ(line(FactName::ended, "just <now>"), "- **🏁 Ended**: just &lt;now&gt;");
}

TEST(FactLine, TranslatesActions) {
  EXPECT_EQ(line(FactName::action, "resolved", Language::zh), "- **⚡ 操作**: 已解决");
}

TEST(FactLine, GivesSizesTheirUnit) {
  EXPECT_EQ(line(FactName::body_size, "71"), "- **📏 Size of the body**: 71 bytes");
}

TEST(FactLine, ShowsQueriesAsCode) { EXPECT_EQ(line(FactName::query, "count(a<b)"), "- **🔍 Query**: `count(a＜b)`"); }

}  // namespace
}  // namespace relay::dingtalk
