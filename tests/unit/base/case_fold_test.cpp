// SPDX-License-Identifier: MIT
#include "relay/base/case_fold.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace relay {
namespace {

TEST(FoldCase, MakesTheCasesOfALetterEqual) {
  struct Case {
    const char* text;
    const char* folded;
  };
  const std::vector<Case> cases{
      {"", ""},
      {"TimeOut [42] {}@`", "timeout [42] {}@`"},
      {"ÀÖØÞ ÄÖÜ ß ÿŸ", "àöøþ äöü ß ÿÿ"},
      {"ĀĮ ĲĶ ĹŇ ŊŶ ŹŽ ſ", "āį ĳķ ĺň ŋŷ źž s"},
      {"ǍǛǞǮ ƠƯ", "ǎǜǟǯ ơư"},
      {"Άέ ΈΊ Ό ΎΏ ΑΡΣΫ ς", "άέ έί ό ύώ αρσϋ σ"},
      {"ПРИВЕТ Ёё ЉЪЯ Ґ Ӏ ӁӍ ӐԮ", "привет ёё љъя ґ ӏ ӂӎ ӑԯ"},
      {"ԱՖ", "աֆ"},
      {"ĐƠN ẠỹỸ ẞ", "đơn ạỹỹ ß"},
      {"Ω K Å", "ω k å"},
      {"Ⅷ Ⓐ ＡＺ", "ⅷ ⓐ ａｚ"},
      {"×÷ İı 数据库 エラー 오류 😀 ẖ", "×÷ İı 数据库 エラー 오류 😀 ẖ"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(fold_case(c.text), c.folded);
    EXPECT_EQ(fold_case(c.folded), c.folded);
  }
}

TEST(LowerAscii, ChangesAToZAndNothingElse) {
  EXPECT_EQ(lower_ascii("@AZ[`az{ Sentry-Hook-Signature"), "@az[`az{ sentry-hook-signature");
  EXPECT_EQ(lower_ascii("ÄÖÜ ПРИВЕТ \xC3"
                        "A"),
            "ÄÖÜ ПРИВЕТ \xC3"
            "a")
      << "bytes, whatever they mean";
  EXPECT_EQ(lower_ascii(""), "");
}

}  // namespace
}  // namespace relay
