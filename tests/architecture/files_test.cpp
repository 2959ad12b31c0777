// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "source_tree.hpp"

namespace relay::architecture {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Violations check_name(const SourceFile& file) {
  static const std::regex kSnakeCase("^[a-z0-9_]+(/[a-z0-9_]+)*\\.(cpp|hpp)$");
  static const std::regex kNothingSaid("(^|.*/|.*_)(utils?|helpers?|manager|common|misc)(/.*|_test)?\\.(cpp|hpp)$");
  if (!std::regex_match(file.path, kSnakeCase)) {
    return {violation(file, 1, "files and folders are snake_case")};
  }
  if (std::regex_match(file.path, kNothingSaid)) {
    return {violation(file, 1, "the name says nothing: name the main type or verb")};
  }
  return {};
}

Violations check_head(const SourceFile& file) {
  Violations found;
  if (!file.text.starts_with("// SPDX-License-Identifier: MIT\n")) {
    found.push_back(violation(file, 1, "the first line is \"// SPDX-License-Identifier: MIT\""));
  }
  if (file.is_header() && file.code.find("\n#pragma once\n") == std::string::npos) {
    found.push_back(violation(file, 2, "#pragma once is missing"));
  }
  return found;
}

// Namespace = folder; base is small enough to live in relay itself.
Violations check_namespace(const SourceFile& file) {
  const std::string folder = file.folder();
  if (folder.empty() || !file.is_header() || folder == "base") {
    return {};
  }
  if (file.code.find("namespace relay::" + folder) == std::string::npos) {
    return {violation(file, 1, "declares nothing in namespace relay::" + folder)};
  }
  return {};
}

// Headers of plain values and enums: what there is to test is tested where they are used.
const std::set<std::string> kPlainHeaders{
    "include/relay/base/time.hpp",       "include/relay/config/config.hpp",
    "include/relay/delivery/losses.hpp", "include/relay/delivery/transport_outcome.hpp",
    "include/relay/dingtalk/robot.hpp",  "include/relay/sentry/source.hpp",
};

// include/relay/http/server.hpp -> tests/unit/http/server_test.cpp; adapters may be tested on real sockets and files.
Violations check_has_test(const SourceFile& file, const std::set<std::string>& paths) {
  static const std::regex kPublic("^include/relay/([^/]+)/(.*)\\.hpp$");
  std::smatch match;
  if (!std::regex_match(file.path, match, kPublic) || match[1] == "ports" || kPlainHeaders.contains(file.path)) {
    return {};
  }
  const std::string tail = match[1].str() + "/" + match[2].str() + "_test.cpp";
  if (paths.contains("tests/unit/" + tail) || paths.contains("tests/integration/" + tail)) {
    return {};
  }
  return {violation(file, 1, "has no tests/unit/" + tail)};
}

std::set<std::string> paths_of_the_tree() {
  std::set<std::string> paths;
  for (const SourceFile& file : source_tree()) {
    paths.insert(file.path);
  }
  return paths;
}

TEST(Files, AreNamedAfterWhatTheyHold) { EXPECT_THAT(over_the_tree(check_name), IsEmpty()); }

TEST(Files, BeginWithTheLicence) { EXPECT_THAT(over_the_tree(check_head), IsEmpty()); }

TEST(Files, DeclareInTheNamespaceOfTheirFolder) { EXPECT_THAT(over_the_tree(check_namespace), IsEmpty()); }

TEST(Files, EveryPublicHeaderHasATest) {
  const std::set<std::string> paths = paths_of_the_tree();
  EXPECT_THAT(over_the_tree([&](const SourceFile& file) { return check_has_test(file, paths); }), IsEmpty());
}

TEST(Files, NameRuleBites) {
  for (const char* good : {"src/http/server.cpp", "tests/unit/base/utf8_test.cpp", "src/storage/schema_v2.hpp"}) {
    EXPECT_THAT(check_name(source_file(good, "")), IsEmpty()) << good;
  }
  for (const char* bad : {"src/http/HttpServer.cpp", "src/http/http-server.cpp", "src/base/utils.cpp",
                          "src/http/session_manager.hpp", "src/common/text.cpp", "tests/unit/base/helpers_test.cpp"}) {
    EXPECT_THAT(check_name(source_file(bad, "")), SizeIs(1)) << bad;
  }
}

TEST(Files, HeadRuleBites) {
  const std::string licence = "// SPDX-License-Identifier: MIT\n";
  EXPECT_THAT(check_head(source_file("src/http/x.hpp", licence + "#pragma once\n")), IsEmpty());
  EXPECT_THAT(check_head(source_file("src/http/x.cpp", licence)), IsEmpty());
  EXPECT_THAT(check_head(source_file("src/http/x.hpp", licence + "// #pragma once\n")), SizeIs(1));
  EXPECT_THAT(check_head(source_file("src/http/x.cpp", "#include <x>\n" + licence)), SizeIs(1));
}

TEST(Files, NamespaceRuleBites) {
  EXPECT_THAT(check_namespace(source_file("src/http/x.hpp", "namespace relay::http {}\n")), IsEmpty());
  EXPECT_THAT(check_namespace(source_file("src/http/x.hpp", "namespace relay::storage {}\n")), SizeIs(1));
  EXPECT_THAT(check_namespace(source_file("src/http/x.hpp", "// namespace relay::http\nint x;\n")), SizeIs(1));
}

TEST(Files, TestRuleBites) {
  const SourceFile header = source_file("include/relay/http/server.hpp", "");
  EXPECT_THAT(check_has_test(header, {}), SizeIs(1));
  EXPECT_THAT(check_has_test(header, {"tests/unit/storage/server_test.cpp"}), SizeIs(1));
  EXPECT_THAT(check_has_test(header, {"tests/unit/http/server_test.cpp"}), IsEmpty());
  EXPECT_THAT(check_has_test(header, {"tests/integration/http/server_test.cpp"}), IsEmpty());
  EXPECT_THAT(check_has_test(source_file("include/relay/ports/clock.hpp", ""), {}), IsEmpty());
}

}  // namespace
}  // namespace relay::architecture
