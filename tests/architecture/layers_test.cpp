// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "source_tree.hpp"

namespace relay::architecture {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Folders = std::set<std::string>;

// The layer table of src/README.md: what each folder may include beside itself. Includes only point down; adapters
// never know each other; a second source or chat is a new sibling folder, and nothing else moves.
const Folders kModel{"alert", "base"};
const Folders kDomain{"alert", "base", "delivery", "dingtalk", "routing", "sentry"};
const Folders kDomainAndPorts{"alert", "base", "delivery", "dingtalk", "ports", "routing", "sentry"};
const std::map<std::string, Folders> kMayKnow{
    {"base", {}},
    {"alert", {"base"}},
    {"delivery", kModel},
    {"routing", kModel},
    {"sentry", kModel},
    {"dingtalk", {"alert", "base", "delivery"}},
    {"ports", kDomain},
    {"pipeline", kDomainAndPorts},
    {"config", kDomainAndPorts},
    {"console", kDomainAndPorts},
    {"emulator", kDomainAndPorts},
    {"http", kDomainAndPorts},
    {"storage", kDomainAndPorts},
    {"telemetry", kDomainAndPorts},
    {"app",
     {"alert", "base", "config", "console", "delivery", "dingtalk", "emulator", "http", "pipeline", "ports", "routing",
      "sentry", "storage", "telemetry"}},
};

// "relay/http/server.hpp" is public, "http/session.hpp" is private to src/http, everything else is not ours.
Violations check_include(const SourceFile& file, const Include& include) {
  const std::string own = file.folder();
  const bool is_public = include.target.starts_with("relay/");
  const std::string rest = is_public ? include.target.substr(6) : include.target;
  const std::string target = rest.substr(0, rest.find('/'));
  if (rest == target || !kMayKnow.contains(target) || target == own) {
    const bool leaks = target == own && !is_public && file.path.starts_with("include/");
    return leaks ? Violations{violation(file, include.line, "a public header includes the private " + include.target)}
                 : Violations{};
  }
  if (!is_public) {
    return {violation(file, include.line, include.target + " is private to src/" + target)};
  }
  if (!kMayKnow.at(own).contains(target)) {
    return {violation(file, include.line, own + " must not know " + target)};
  }
  return {};
}

Violations check_layers(const SourceFile& file) {
  if (file.folder().empty()) {
    return {};
  }
  if (!kMayKnow.contains(file.folder())) {
    return {violation(file, 1, "the folder is not in the layer table")};
  }
  Violations found;
  for (const Include& include : includes(file)) {
    const Violations here = check_include(file, include);
    found.insert(found.end(), here.begin(), here.end());
  }
  return found;
}

TEST(Layers, IncludesPointDown) { EXPECT_THAT(over_the_tree(check_layers), IsEmpty()); }

TEST(Layers, TableHasNoCycle) {
  for (const auto& [folder, known] : kMayKnow) {
    for (const std::string& other : known) {
      EXPECT_FALSE(kMayKnow.at(other).contains(folder)) << folder << " and " << other << " know each other";
    }
  }
}

TEST(Layers, RuleBites) {
  struct Case {
    const char* path;
    const char* include;
    bool allowed;
  };
  const Case cases[] = {
      {"src/sentry/parser.cpp", "relay/alert/alert.hpp", true},
      {"src/sentry/parser.cpp", "sentry/walk.hpp", true},
      {"src/sentry/parser.cpp", "boost/system/result.hpp", true},
      {"src/sentry/parser.cpp", "relay/dingtalk/robot.hpp", false},
      {"src/dingtalk/renderer.cpp", "relay/sentry/source.hpp", false},
      {"src/dingtalk/verdict.cpp", "relay/delivery/verdict.hpp", true},
      {"src/delivery/planner.cpp", "relay/dingtalk/verdict.hpp", false},
      {"src/http/server.cpp", "relay/storage/sqlite_spool.hpp", false},
      {"src/http/server.cpp", "relay/ports/http.hpp", true},
      {"src/app/main.cpp", "http/session.hpp", false},
      {"src/app/main.cpp", "relay/http/server.hpp", true},
      {"include/relay/ports/clock.hpp", "relay/http/server.hpp", false},
      {"include/relay/http/server.hpp", "http/session.hpp", false},
      {"src/utilities/text.cpp", "relay/base/utf8.hpp", false},
      {"tests/unit/http/server_test.cpp", "http/session.hpp", true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.path) + " includes " + c.include);
    const SourceFile file = source_file(c.path, "#include \"" + std::string(c.include) + "\"\n");
    EXPECT_THAT(check_layers(file), SizeIs(c.allowed ? 0 : 1));
  }
}

}  // namespace
}  // namespace relay::architecture
