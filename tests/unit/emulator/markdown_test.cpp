// SPDX-License-Identifier: MIT
#include "emulator/markdown.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(Markdown, RendersTheSubset) {
  struct Case {
    const char* markdown;
    const char* html;
  };
  for (const Case& c : {
           Case{"### Title", "<h3>Title</h3>"},
           Case{"**b** *i* `c`", "<p><strong>b</strong> <em>i</em> <code>c</code></p>"},
           Case{"- a\n- b", "<ul><li>a</li><li>b</li></ul>"},
           Case{"2. a", "<ol start=\"2\"><li>a</li></ol>"},
           Case{"> q", "<blockquote><p>q</p></blockquote>"},
           Case{"a\nb", "<p>a\nb</p>"},
           Case{"a  \nb", "<p>a<br>b</p>"},
           Case{"---", "<hr>"},
           Case{"&lt;module&gt; \\*", "<p>&lt;module&gt; *</p>"},
           Case{"    indented", "<p>indented</p>"},
           Case{"~~x~~", "<p>~~x~~</p>"},
           Case{"a|b\n-|-\n1|2", "<p>a|b\n-|-\n1|2</p>"},
           Case{"![chart](https://a.example/x.png)", "<p><span class=\"image\">🖼 chart</span></p>"},
       }) {
    SCOPED_TRACE(c.markdown);
    EXPECT_EQ(markdown_html(c.markdown, Client::pc), c.html);
  }
}

TEST(Markdown, LinksLeadToKnownSchemesOnly) {
  EXPECT_EQ(markdown_html("[x](https://a.example/?a=1&b=2)", Client::pc),
            "<p><a target=\"_blank\" rel=\"noopener noreferrer\" href=\"https://a.example/?a=1&amp;b=2\">x</a></p>");
  EXPECT_EQ(markdown_html("[x](https://a.example/?a=1&amp;b=2)", Client::pc),
            "<p><a target=\"_blank\" rel=\"noopener noreferrer\" href=\"https://a.example/?a=1&amp;b=2\">x</a></p>");
  EXPECT_NE(markdown_html("[x](dingtalk://dingtalkclient/page/link?url=x)", Client::pc).find("href=\"dingtalk://"),
            std::string::npos);
  for (const char* target : {"javascript:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x", "//a.example"}) {
    SCOPED_TRACE(target);
    EXPECT_EQ(markdown_html("[x](" + std::string(target) + ")", Client::pc), "<p><a>x</a></p>");
  }
}

TEST(Markdown, HostileTextStaysText) {
  for (const char* text : {
           "<script>alert(1)</script>",
           "<img src=x onerror=alert(1)>",
           "```\n<script>\n```",
           "`<script>`",
           "[a](https://x \"\\\" onclick=alert(1) <font color=red>\")",
           "<scr<font color=red>ipt>alert(1)</script>",
           "![<script>](x)",
           "<https://x/\"onmouseover=alert(1)>",
           "\xEF\x9F\xBF<font color=\"red\" onclick=alert(1)>x",
           "<<b>script>alert(1)<</b>/script>",
       }) {
    SCOPED_TRACE(text);
    const std::string html = markdown_html(text, Client::pc);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(html.find("<img"), std::string::npos);
    EXPECT_EQ(html.find("\" on"), std::string::npos);
    EXPECT_EQ(html.find("\"on"), std::string::npos);
  }
}

TEST(Markdown, PcDropsTagsAndPhoneIsBlank) {
  EXPECT_EQ(markdown_html("in <module> now", Client::pc), "<p>in  now</p>");
  EXPECT_EQ(markdown_html("in <module> now", Client::phone), "");
}

TEST(Markdown, FontWorksEvenInCode) {
  EXPECT_EQ(markdown_html("<font color=#D93026>a</font>", Client::phone), "<p><font color=\"#d93026\">a</font></p>");
  EXPECT_EQ(markdown_html("`<font color=red>a</font>`", Client::pc),
            "<p><code><font color=\"red\">a</font></code></p>");
}

TEST(Markdown, PhoneShowsCodeAsSource) { EXPECT_EQ(markdown_html("`a`", Client::phone), "<p>`a`</p>"); }

TEST(Markdown, RepairsInvalidUtf8) { EXPECT_EQ(markdown_html("\xff", Client::pc), "<p>\xEF\xBF\xBD</p>"); }

}  // namespace
}  // namespace relay::emulator
