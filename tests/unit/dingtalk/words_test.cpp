// SPDX-License-Identifier: MIT
#include "dingtalk/words.hpp"

#include <gtest/gtest.h>
#include <set>

namespace relay::dingtalk {
namespace {

TEST(Words, ArePresentInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(Phrase::everybody); ++i) {
    EXPECT_NE(phrase(static_cast<Phrase>(i), Language::en), "") << i;
    EXPECT_NE(phrase(static_cast<Phrase>(i), Language::zh), "") << i;
  }
}

TEST(Label, TellsEveryFactApartInBothLanguages) {
  const int last = static_cast<int>(alert::FactName::body_keys);
  for (const Language language : {Language::en, Language::zh}) {
    std::set<std::string_view> labels;
    for (int i = 0; i <= last; ++i) {
      labels.insert(label(static_cast<alert::FactName>(i), language));
    }
    EXPECT_EQ(labels.size(), static_cast<std::size_t>(last) + 1);
    EXPECT_EQ(labels.count(""), 0U);
  }
}

TEST(TitlePrefix, StandsBeforeIssuesThatChangedOnly) {
  EXPECT_EQ(title_prefix(alert::Kind::issue, "resolved", Language::en), "✅ Resolved: ");
  EXPECT_EQ(title_prefix(alert::Kind::issue, "archived", Language::zh), "🔕 已归档：");
  EXPECT_EQ(title_prefix(alert::Kind::issue, "created", Language::en), "");
  EXPECT_EQ(title_prefix(alert::Kind::metric, "resolved", Language::en), "");
  EXPECT_EQ(title_prefix(alert::Kind::event, "triggered", Language::en), "");
}

}  // namespace
}  // namespace relay::dingtalk
