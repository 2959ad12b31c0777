// SPDX-License-Identifier: MIT
#include "config/scalar_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/parse_yaml.hpp"

namespace relay::config {
namespace {

using testing::ElementsAre;
using Marks = std::vector<std::string>;

// "line:column" of every line of the value of the only key.
Marks marks_of(std::string_view yaml) {
  const ParsedYaml parsed = parse_yaml(yaml);
  Marks marks;
  for (const Place& place : parsed.root.entries.at(0).value.lines) {
    marks.push_back(std::to_string(place.line) + ":" + std::to_string(place.column));
  }
  return marks;
}

TEST(ScalarLines, StandWhereTheFileHasThem) {
  struct Case {
    const char* name;
    const char* yaml;
    Marks marks;
  };
  const std::vector<Case> cases{
      {"plain", "k: a b", {"1:4"}},
      {"double quotes", "k: \"a b\"", {"1:5"}},
      {"single quotes", "k:   'a b'", {"1:7"}},
      {"literal", "k: |\n  a\n  b\n", {"2:3", "3:3"}},
      {"literal with header", "k: |- # why\n    a\n    b", {"2:5", "3:5"}},
      {"literal with deeper lines", "k: |\n  a\n    b\n", {"2:3", "3:3"}},
      {"literal with blank lines", "k: |\n\n  a\n\n  b\n", {"2:1", "3:3", "4:1", "5:3"}},
      {"literal with its indentation said", "k: |2\n    a\n  b\n", {"2:3", "3:3"}},
      {"Windows lines", "k: |\r\n  a\r\n  b\r\n", {"2:3", "3:3"}},
      {"folded", "k: >\n  a\n  b\n", {}},
      {"escapes", "k: \"a\\nb\"", {}},
      {"a doubled quote", "k: 'a''b'", {}},
      {"plain over two lines", "k: a\n  b", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(marks_of(c.yaml), c.marks);
  }
}

TEST(ScalarLines, SurvivePlacesThatAreNone) {
  EXPECT_TRUE(scalar_lines({}, {.line = 1, .column = 1}, "a").empty());
  EXPECT_TRUE(scalar_lines({"abc"}, {.line = 0, .column = 9}, "a").empty());
  EXPECT_TRUE(scalar_lines({"|"}, {.line = 1, .column = 1}, "a").empty());
}

TEST(DocumentLines, HaveNoLineEnds) {
  EXPECT_THAT(document_lines("a\r\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(document_lines("a\n"), ElementsAre("a"));
  EXPECT_THAT(document_lines(""), ElementsAre());
}

}  // namespace
}  // namespace relay::config
