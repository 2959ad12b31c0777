// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace relay::test {
namespace {

using Names = std::set<std::string>;

std::string help_of(const std::vector<std::string>& command) {
  std::vector<std::string> arguments{RELAY_BINARY};
  arguments.insert(arguments.end(), command.begin(), command.end());
  arguments.emplace_back("--help");
  Process process(arguments);
  EXPECT_EQ(process.wait(), 0);
  return process.output();
}

Names matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  Names out;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    out.insert((*match)[1].str());
  }
  return out;
}

// "--config.file" and "-c" at the beginning of a help line's columns.
Names options_of(const std::string& help) {
  const std::string options = help.substr(0, help.find("Examples:"));
  Names out;
  for (const std::string& list : matches(options, "(?:^|\n) +(-[^ \n]*)")) {
    out.merge(matches(list, "(--?[a-z][a-z.-]*)"));
  }
  return out;
}

Names commands() {
  const std::string help = help_of({});
  return matches(help.substr(help.find("Subcommands:")), "\n  ([a-z][a-z-]*)");
}

// The page as a reader sees it, without the marks for hyphens and fonts.
std::string man_page() {
  const std::string raw = read_file(RELAY_SOURCE_DIR "/docs/sentry-dingtalk-relay.1");
  return std::regex_replace(std::regex_replace(raw, std::regex(R"(\\-)"), "-"), std::regex(R"(\\f[A-Z])"), "");
}

// What stands under ".SS <command>".
std::string section(const std::string& page, const std::string& command) {
  const std::regex head("\n\\.SS " + command + "( [^\n]*)?\n");
  std::smatch match;
  if (!std::regex_search(page, match, head)) {
    return {};
  }
  const std::string rest = match.suffix().str();
  return rest.substr(0, rest.find("\n.S"));
}

Names words_of(const std::string& text) { return matches(text, "(?:^|[^a-z0-9-])(--?[a-z][a-z.-]*)"); }

TEST(ManPage, HasEveryCommandAndOption) {
  const std::string page = man_page();
  ASSERT_GE(commands().size(), 10U);
  for (const std::string& command : commands()) {
    const std::string text = section(page, command);
    EXPECT_FALSE(text.empty()) << command;
    for (const std::string& option : options_of(help_of({command}))) {
      const bool everywhere = option == "-h" || option == "--help";
      EXPECT_TRUE(everywhere || words_of(text).contains(option)) << command << ' ' << option;
    }
  }
}

TEST(ManPage, RuleBites) {
  EXPECT_EQ(options_of("Options:\n  -h,--help    x\n  -c,--config,--config.file TEXT\n    see --other\n"),
            (Names{"-h", "--help", "-c", "--config", "--config.file"}));
  EXPECT_EQ(section("\n.SS init\na --b\n.SS demo\n--keep\n", "demo"), "--keep\n");
  EXPECT_EQ(section("\n.SS init\na --b\n.SS demo\n--keep\n", "version"), "");
  EXPECT_THAT(options_of(help_of({"serve"})), testing::Contains("--listen"));
  EXPECT_THAT(commands(), testing::Contains("import-plugin"));
}

TEST(ManPage, HasEveryExitCode) {
  const std::string page = man_page();
  const std::string codes = read_file(RELAY_SOURCE_DIR "/src/app/exit_code.hpp");
  for (const std::string& code : matches(codes, " = ([0-9]+),")) {
    EXPECT_NE(page.find("\n.B " + code + "\n"), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace relay::test
