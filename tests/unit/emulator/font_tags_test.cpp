// SPDX-License-Identifier: MIT
#include "emulator/font_tags.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

std::string round_trip(const std::string& text) {
  FontTags fonts;
  const std::string html = fonts.put_back(fonts.take_out(text));
  return html + fonts.close_all();
}

TEST(FontTags, KeepsFontAndDropsTheRest) {
  EXPECT_EQ(round_trip("a<font color=#f00>b</font><i>c</i>"), "a<font color=\"#f00\">b</font>c");
}

TEST(FontTags, DropsAColorThatIsNone) { EXPECT_EQ(round_trip("<font onclick=x>b</font>"), "<font>b</font>"); }

TEST(FontTags, BalancesTags) { EXPECT_EQ(round_trip("</font><font color=red>a"), "<font color=\"red\">a</font>"); }

TEST(FontTags, EscapesText) { EXPECT_EQ(round_trip("1 < 2 & \"x\""), "1 &lt; 2 &amp; &quot;x&quot;"); }

TEST(FontTags, ForeignPlaceholdersAreReplaced) {
  EXPECT_EQ(round_trip("\xEF\xA3\xBF<font>x</font>"), "\xEF\xBF\xBD<font>x</font>");
}

TEST(FontTags, ThousandsOfThemStayBalanced) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) {
    text += "<font color=red>x</font>";
  }
  const std::string html = round_trip(text);
  std::size_t opened = 0;
  std::size_t closed = 0;
  for (std::size_t at = html.find("<font"); at != std::string::npos; at = html.find("<font", at + 1)) {
    ++opened;
  }
  for (std::size_t at = html.find("</font"); at != std::string::npos; at = html.find("</font", at + 1)) {
    ++closed;
  }
  EXPECT_EQ(opened, closed);
}

}  // namespace
}  // namespace relay::emulator
