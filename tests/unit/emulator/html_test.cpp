// SPDX-License-Identifier: MIT
#include "emulator/html.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(Html, EscapesForElementsAndAttributes) {
  EXPECT_EQ(html_escape("<a href=\"x\">'&\xff"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\xEF\xBF\xBD");
}

TEST(Html, FindsTagsAsABrowserDoes) {
  struct Case {
    const char* text;
    const char* name;  // empty: no tag
  };
  for (const Case& c :
       {Case{"in <module>", "module"}, Case{"</Font>", "font"}, Case{"List<String>", "string"}, Case{"<!-- x -->", "!"},
        Case{"<?php ?>", "!"}, Case{"<a\nb>", "a"}, Case{"a < b > c", ""}, Case{"1<2>1", ""}, Case{"<b", ""},
        Case{"<a\n\nb>", ""}, Case{"<https://a.example>", ""}, Case{"<a@b.example>", ""}, Case{"&lt;module&gt;", ""},
        Case{"<", ""}, Case{"</", ""}, Case{"", ""}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(next_tag(c.text, 0).name, c.name);
  }
}

TEST(Html, TagKnowsItsBorders) {
  const HtmlTag tag = next_tag("ab</font>c", 0);
  EXPECT_EQ(tag.begin, 2U);
  EXPECT_EQ(tag.end, 9U);
  EXPECT_TRUE(tag.closes);
}

TEST(Html, PhoneIsBlankForAnyTagButFont) {
  EXPECT_TRUE(is_blank_on_phone("in <module>"));
  EXPECT_TRUE(is_blank_on_phone("`<lambda>`"));
  EXPECT_TRUE(is_blank_on_phone("<font color=red>x</font><br>"));
  EXPECT_FALSE(is_blank_on_phone("<font color=red>x</font> 1 < 2 &lt;module&gt;"));
}

TEST(Html, FontColorIsANameOrHex) {
  EXPECT_EQ(font_color("<font color=#D93026>"), "#d93026");
  EXPECT_EQ(font_color("<font size=2 color=\"red\">"), "red");
  EXPECT_EQ(font_color("<font color='green'>"), "green");
  EXPECT_EQ(font_color("<font color=url(x)>"), "");
  EXPECT_EQ(font_color("<font color=>"), "");
  EXPECT_EQ(font_color("<font>"), "");
}

}  // namespace
}  // namespace relay::emulator
