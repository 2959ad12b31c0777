// SPDX-License-Identifier: MIT
#include "relay/dingtalk/cure.hpp"

#include <gtest/gtest.h>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk {
namespace {

using delivery::Reason;

TEST(Cure, IsASentenceForEveryReasonInBothLanguages) {
  for (int i = static_cast<int>(Reason::none) + 1; i <= static_cast<int>(Reason::clock_skew); ++i) {
    const auto reason = static_cast<Reason>(i);
    SCOPED_TRACE(to_string(reason));
    const std::string en(cure(reason, Language::en));
    const std::string zh(cure(reason, Language::zh));
    EXPECT_TRUE(en.ends_with("."));
    EXPECT_TRUE(zh.ends_with("。"));
    EXPECT_LT(en.size(), 300U);
    EXPECT_TRUE(utf8::is_valid(zh));
  }
}

TEST(Cure, IsEmptyWithoutAReason) {
  EXPECT_EQ(cure(Reason::none, Language::en), "");
  EXPECT_EQ(cure(Reason::none, Language::zh), "");
}

TEST(Cure, NamesWhatToChange) {
  EXPECT_NE(cure(Reason::signature_mismatch, Language::en).find("`secret`"), std::string_view::npos);
  EXPECT_NE(cure(Reason::keyword_missing, Language::zh).find("`keyword`"), std::string_view::npos);
  EXPECT_NE(cure(Reason::clock_skew, Language::en).find("timedatectl"), std::string_view::npos);
}

}  // namespace
}  // namespace relay::dingtalk
