// SPDX-License-Identifier: MIT
#include "relay/dingtalk/markdown.hpp"

#include <gmock/gmock.h>

#include "relay/base/utf8.hpp"

namespace relay::dingtalk::markdown {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Case {
  std::string in;
  std::string out;
};

TEST(OneLine, MakesAnythingPrintable) {
  const std::vector<Case> cases{
      {"plain text", "plain text"},
      {"  around  ", "around"},
      {"two\r\nlines", "two lines"},
      {"a\rb\nc\u2028d\u2029e\u0085f", "a b c d e f"},
      {"a\n\n\n b", "a b"},
      {"a\tb", "a b"},
      {"bell\a and \x7F gone", "bell and  gone"},
      {"\x1B[31mred\x1B[0m", "red"},
      {"\x1B]0;title", "]0;title"},
      {"safe\u202Egnp.exe\u202C \u2066x\u2069", "safegnp.exe x"},
      {"bad \xC3( byte", "bad \uFFFD( byte"},
      {std::string("nul\0!", 5), "nul\uFFFD!"},
      {"\n\t ", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.in);
    EXPECT_EQ(one_line(c.in), c.out);
  }
}

TEST(LinesOf, KeepsTheLinesAndTheirIndentation) {
  EXPECT_THAT(lines_of("one\r\n  two  \n\tthree\tthree"), ElementsAre("one", "  two", "    three three"));
}

TEST(LinesOf, DropsBlankEndsAndRepeatedBlankLines) {
  EXPECT_THAT(lines_of("\n \none\n\n \n\ntwo\n\n"), ElementsAre("one", "", "two"));
}

TEST(LinesOf, OfNothingAreNone) { EXPECT_THAT(lines_of(" \n "), IsEmpty()); }

TEST(Shorten, MarksTheCut) {
  EXPECT_EQ(shorten("abcdef", 6), "abcdef");
  EXPECT_EQ(shorten("abcdefg", 6), "abcde…");
  EXPECT_EQ(shorten("abcd fg", 6), "abcd…");
  EXPECT_EQ(shorten("除以零错误", 3), "除以…");
  EXPECT_EQ(shorten("abc", 0), "");
}

TEST(Shorten, NeverTearsAnEmojiApart) {
  const std::string family = "👨\u200D👩\u200D👧";
  EXPECT_EQ(shorten("ab" + family + "cd", 5), "ab…");
  EXPECT_EQ(shorten("ab👍🏽cd", 4), "ab…");
  EXPECT_EQ(shorten("abe\u0301cd", 4), "ab…");
  EXPECT_EQ(shorten("ab🇨🇳cd", 4), "ab…");
  EXPECT_EQ(shorten("ab😀cd", 4), "ab😀…");
}

TEST(Escape, LeavesNothingOfMarkdownOrHtml) {
  const std::vector<Case> cases{
      {"ValueError: Division by zero", "ValueError: Division by zero"},
      {"<module>", "&lt;module&gt;"},
      {"List<String> & co", "List&lt;String&gt; &amp; co"},
      {"<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"},
      {"&lt;", "&amp;lt;"},
      {"](http://evil)", "\\]\\(http://evil\\)"},
      {"![x](y)", "\\!\\[x\\]\\(y\\)"},
      {"snake_case *bold* `code` ~x~ a|b #1", "snake\\_case \\*bold\\* \\`code\\` \\~x\\~ a\\|b \\#1"},
      {"C:\\dir\\file", "C:\\\\dir\\\\file"},
      {"除零 😀", "除零 😀"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.in);
    EXPECT_EQ(escape(c.in), c.out);
  }
}

TEST(CodeSpan, ReplacesWhatCannotBeEscapedThere) {
  EXPECT_EQ(code_span("app/utils/math.js"), "`app/utils/math.js`");
  EXPECT_EQ(code_span("<module> in `a_b` & c"), "`＜module＞ in ′a_b′ & c`");
  EXPECT_EQ(code_span("f(x) [click](http://evil.example)"), "`f(x) [click]（http://evil.example)`");
}

TEST(LinkTarget, EncodesOnceWhatBreaksLinks) {
  const std::vector<Case> cases{
      {"https://sentry.example.com/organizations/acme/issues/42/?project=1&a=b#top",
       "https://sentry.example.com/organizations/acme/issues/42/?project=1&a=b#top"},
      {"https://s.example.com/a b", "https://s.example.com/a%20b"},
      {"https://s.example.com/a(b)<c>\"d\\e'f`", "https://s.example.com/a%28b%29%3Cc%3E%22d%5Ce%27f%60"},
      {"https://s.example.com/?q=a%20b%3Ac", "https://s.example.com/?q=a%20b%3Ac"},
      {"https://s.example.com/?q=100%", "https://s.example.com/?q=100%25"},
      {"https://s.example.com/?q=%zz", "https://s.example.com/?q=%25zz"},
      {"https://s.example.com/项目", "https://s.example.com/%E9%A1%B9%E7%9B%AE"},
      {"https://s.example.com/?a[]=1#x#y", "https://s.example.com/?a%5B%5D=1#x%23y"},
      {"http://[::1]:9000/x", "http://[::1]:9000/x"},
      {"HTTPS://S.example.com/x", "HTTPS://S.example.com/x"},
      {" https://s.example.com/x\n", "https://s.example.com/x"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.in);
    EXPECT_EQ(link_target(c.in), c.out);
  }
}

TEST(LinkTarget, IsEmptyForWhatIsNoWebAddress) {
  for (const std::string& url :
       {std::string(), std::string("/organizations/acme/"), std::string("javascript:alert(1)"),
        std::string("javascript://x/%0Aalert(1)"), std::string("ftp://s.example.com/"), std::string("https://"),
        std::string("https:///path"), std::string("not a link"), "https://s.example.com/" + std::string(5000, 'a')}) {
    SCOPED_TRACE(url);
    EXPECT_EQ(link_target(url), "");
  }
}

TEST(Quote, BreaksAndEscapesEveryLine) {
  EXPECT_EQ(quote("Traceback:\n  File <module>\n\nend"),
            "> Traceback:  \n> &nbsp;&nbsp;File &lt;module&gt;  \n>  \n> end");
}

TEST(Quote, KeepsForeignLinesFromBecomingBlocks) {
  const std::vector<Case> cases{
      {"- item", "> \\- item"},
      {"+ item", "> \\+ item"},
      {"* item", "> \\* item"},
      {"12. item", "> 12\\. item"},
      {"3.5 is", "> 3\\.5 is"},
      {"404 Not Found", "> 404 Not Found"},
      {"# title", "> \\# title"},
      {"> quote", "> &gt; quote"},
      {"===", "> \\==="},
      {"---", "> \\---"},
      {"```", "> \\`\\`\\`"},
      {"  - deep", "> &nbsp;&nbsp;\\- deep"},
      {"-", "> \\-"},
      {"7.", "> 7\\."},
      {"| a |", "> \\| a \\|"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.in);
    EXPECT_EQ(quote(c.in), c.out);
  }
}

TEST(Quote, OfNothingIsNothing) { EXPECT_EQ(quote(" \n"), ""); }

TEST(ListItem, IsBoldLabelAndValue) { EXPECT_EQ(list_item("🌍 Env", "prod"), "- **🌍 Env**: prod"); }

TEST(Join, LeavesEmptyBlocksOut) { EXPECT_EQ(join({"", "a", "", "b\nc", ""}), "a\n\nb\nc"); }

TEST(EscapeLine, MakesNoListOrHeading) {
  EXPECT_EQ(escape_line("- a_b"), "\\- a\\_b");
  EXPECT_EQ(escape_line("12. a"), "12\\. a");
  EXPECT_EQ(escape_line("  = a"), "&nbsp;&nbsp;\\= a");
  EXPECT_EQ(escape_line("a - b"), "a - b");
}

TEST(CodeText, IsACodeSpanWithoutItsBackticks) {
  EXPECT_EQ(code_text("<a> `b` ](c"), "＜a＞ ′b′ ]（c");
  EXPECT_EQ(code_text(""), "");
}

}  // namespace
}  // namespace relay::dingtalk::markdown
