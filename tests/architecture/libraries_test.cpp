// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "source_tree.hpp"

namespace relay::architecture {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// On Debian every library lies in /usr/include, so links do not stop anybody from including it.
struct Library {
  std::string prefix;              // of what is included
  std::set<std::string> folders;   // where it may appear; empty: anywhere
  bool in_public_headers = false;  // heavy ones never: whoever includes the header would pay for them
};

const std::vector<Library> kLibraries{
    {"CLI/", {"app"}},
    {"boost/beast", {"http"}},
    {"boost/url", {"base"}},
    {"date/", {"base"}},
    {"fmt/", {"app", "telemetry"}},
    {"libpq-fe.h", {"storage"}},
    {"md4c", {"console", "emulator"}},
    {"nlohmann/json_fwd.hpp", {}, true},
    {"nlohmann/", {}},
    {"openssl/", {"base", "http"}},
    {"prometheus/", {"telemetry"}},
    {"simdjson", {"sentry"}},
    {"spdlog/", {"app", "telemetry"}},
    {"sqlite3", {"storage"}},
    {"systemd/", {"app"}},
    {"yaml-cpp/", {"config"}},
};

// Pure functions and small classes: no I/O, no clock, no log, no thread.
const std::set<std::string> kPureFolders{"alert", "base", "delivery", "dingtalk", "routing", "sentry"};
const std::set<std::string> kImpureHeaders{
    "atomic", "condition_variable", "fstream", "future",       "iostream",   "mutex",
    "random", "shared_mutex",       "thread",  "sys/socket.h", "sys/stat.h", "unistd.h"};

Violations check_library(const SourceFile& file, const Include& include) {
  for (const Library& library : kLibraries) {
    if (!include.target.starts_with(library.prefix)) {
      continue;
    }
    if (!library.folders.empty() && !library.folders.contains(file.folder())) {
      return {violation(file, include.line, include.target + " does not belong into " + file.folder())};
    }
    if (!library.in_public_headers && file.path.starts_with("include/")) {
      return {violation(file, include.line, include.target + " in a public header")};
    }
    return {};
  }
  return {};
}

Violations check_purity(const SourceFile& file, const Include& include) {
  if (!kPureFolders.contains(file.folder())) {
    return {};
  }
  if (include.target.starts_with("boost/asio") || kImpureHeaders.contains(include.target)) {
    return {violation(file, include.line, "a pure folder includes " + include.target)};
  }
  return {};
}

Violations check_libraries(const SourceFile& file) {
  if (file.folder().empty()) {
    return {};
  }
  Violations found;
  for (const Include& include : includes(file)) {
    const Violations library = check_library(file, include);
    const Violations purity = check_purity(file, include);
    found.insert(found.end(), library.begin(), library.end());
    found.insert(found.end(), purity.begin(), purity.end());
  }
  return found;
}

TEST(Libraries, StayInTheirFolders) { EXPECT_THAT(over_the_tree(check_libraries), IsEmpty()); }

TEST(Libraries, RuleBites) {
  struct Case {
    const char* path;
    const char* include;
    bool allowed;
  };
  const Case cases[] = {
      {"src/http/server.cpp", "boost/beast/http/parser.hpp", true},
      {"src/emulator/emulator.cpp", "boost/beast/http/parser.hpp", false},
      {"include/relay/http/server.hpp", "boost/beast/core/flat_buffer.hpp", false},
      {"src/config/load.cpp", "yaml-cpp/yaml.h", true},
      {"src/app/main.cpp", "yaml-cpp/yaml.h", false},
      {"src/app/main.cpp", "CLI/CLI.hpp", true},
      {"src/config/load.cpp", "CLI/CLI.hpp", false},
      {"src/telemetry/log_sink.cpp", "spdlog/spdlog.h", true},
      {"src/http/server.cpp", "spdlog/spdlog.h", false},
      {"src/storage/sqlite_spool.cpp", "sqlite3.h", true},
      {"src/app/main.cpp", "sqlite3.h", false},
      {"src/sentry/parser.cpp", "simdjson.h", true},
      {"src/dingtalk/verdict.cpp", "simdjson.h", false},
      {"src/dingtalk/verdict.cpp", "nlohmann/json.hpp", true},
      {"include/relay/dingtalk/request.hpp", "nlohmann/json.hpp", false},
      {"include/relay/dingtalk/request.hpp", "nlohmann/json_fwd.hpp", true},
      {"src/emulator/page.cpp", "md4c-html.h", true},
      {"src/dingtalk/markdown.cpp", "md4c-html.h", false},
      {"src/base/url.cpp", "boost/url.hpp", true},
      {"src/config/endpoint.cpp", "boost/url.hpp", false},
      {"src/telemetry/log_sink.cpp", "date/date.h", false},
      {"src/base/crypto.cpp", "openssl/evp.h", true},
      {"src/sentry/authenticator.cpp", "openssl/evp.h", false},
      {"src/delivery/planner.cpp", "boost/asio/awaitable.hpp", false},
      {"src/sentry/parser.cpp", "fstream", false},
      {"src/pipeline/intake.cpp", "boost/asio/awaitable.hpp", true},
      {"tests/integration/storage/crash_test.cpp", "sqlite3.h", true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.path) + " includes " + c.include);
    const SourceFile file = source_file(c.path, "#include <" + std::string(c.include) + ">\n");
    EXPECT_THAT(check_libraries(file), SizeIs(c.allowed ? 0 : 1));
  }
}

}  // namespace
}  // namespace relay::architecture
