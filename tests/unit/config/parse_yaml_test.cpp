// SPDX-License-Identifier: MIT
#include "config/parse_yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::config {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string place(const Place& place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

TEST(ParseYaml, KeepsPlacesAndRepeatedKeys) {
  const ParsedYaml parsed = parse_yaml("a: x\nb:\n  - 1\n  - {c: d, c: }\na: y\n");
  EXPECT_THAT(parsed.problems, IsEmpty());
  ASSERT_EQ(parsed.root.type, NodeType::map);
  ASSERT_THAT(parsed.root.entries, SizeIs(3));
  EXPECT_EQ(place(parsed.root.entries[0].value.place), "1:4");
  EXPECT_EQ(parsed.root.entries[2].key, "a");
  EXPECT_EQ(place(parsed.root.entries[2].place), "5:1");
  const Node& list = parsed.root.entries[1].value;
  ASSERT_THAT(list.items, SizeIs(2));
  EXPECT_EQ(place(list.items[0].place), "3:5");
  ASSERT_THAT(list.items[1].entries, SizeIs(2));
  EXPECT_EQ(place(list.items[1].entries[1].place), "4:12");
  EXPECT_EQ(list.items[1].entries[1].value.type, NodeType::null);
}

TEST(ParseYaml, ScalarsStayText) {
  const ParsedYaml parsed = parse_yaml("[13800000000, 0x10, true, \"a\\u0041\", 'it''s', |-\n  x\n]");
  EXPECT_THAT(parsed.problems, SizeIs(1));  // a block scalar in a flow list
  const ParsedYaml good = parse_yaml("- 13800000000\n- 0x10\n- true\n- \"a\\u0041\"\n- 'it''s'\n- |\n  x\n\n  y\n");
  std::vector<std::string> texts;
  for (const Node& item : good.root.items) {
    texts.push_back(item.text);
  }
  EXPECT_THAT(texts, testing::ElementsAre("13800000000", "0x10", "true", "aA", "it's", "x\n\ny\n"));
}

TEST(ParseYaml, NothingIsNull) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "~"}) {
    SCOPED_TRACE(text);
    const ParsedYaml parsed = parse_yaml(text);
    EXPECT_THAT(parsed.problems, IsEmpty());
    EXPECT_EQ(parsed.root.type, NodeType::null);
  }
}

TEST(ParseYaml, TakesAByteOrderMarkAndWindowsLines) {
  const ParsedYaml parsed = parse_yaml(
      "\xEF\xBB\xBF"
      "a: x\r\nb: y\r\n");
  EXPECT_THAT(parsed.problems, IsEmpty());
  ASSERT_THAT(parsed.root.entries, SizeIs(2));
  EXPECT_EQ(parsed.root.entries[0].key, "a");
  EXPECT_EQ(parsed.root.entries[1].value.text, "y");
}

// Whatever somebody gives it, it ends soon, and without an exception.
TEST(ParseYaml, SurvivesEverything) {
  std::string bomb = "a: &a [x]\n";
  for (char name = 'b'; name < 'z'; ++name) {
    const std::string last(1, static_cast<char>(name - 1));
    bomb += std::string(1, name) + ": &" + name + " [*" + last + ",*" + last + "]\n";
  }
  std::string many_keys;
  for (int i = 0; i < 50'000; ++i) {
    many_keys += "a: \n";
  }
  const std::string texts[] = {bomb,
                               many_keys,
                               std::string(1'000'000, 'a'),
                               std::string(100'000, '{'),
                               "? ? ? ?",
                               "!!binary",
                               "%YAML 9.9\n---\n",
                               "\"\\xZZ\"",
                               "\"\\ud800\"",
                               "|99\n x",
                               std::string("a\0b", 3),
                               "\xff\xfe"
                               "a",
                               "- - - -",
                               "[,,,]",
                               "{:}",
                               "? a\n? b\n: c"};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 40));
    EXPECT_NO_THROW(static_cast<void>(parse_yaml(text)));
  }
}

}  // namespace
}  // namespace relay::config
