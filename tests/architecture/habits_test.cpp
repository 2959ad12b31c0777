// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "source_tree.hpp"

namespace relay::architecture {
namespace {

using testing::IsEmpty;

// Literals cannot be reached otherwise, and neither can Asio's operators on awaitables.
Violations check_using(const SourceFile& file) {
  const std::string allowed =
      file.is_header() ? "$^" : "std::chrono_literals|boost::asio::experimental::awaitable_operators";
  return lines_matching(file, file.code, {{"using"}, "using namespace (?!(" + allowed + ");)", "using namespace"});
}

// Nobody sleeps, tests included: who waits, waits for an event, with a deadline.
Violations check_sleep(const SourceFile& file) {
  static const Ban kSleep{
      {"sleep"}, R"(this_thread::sleep|\b(usleep|nanosleep|clock_nanosleep)\s*\(|(^|[^\w.>])sleep\s*\()", "a sleep"};
  return lines_matching(file, file.code, kSleep);
}

// Only app owns the clock behind the Clock port. Deadlines of sockets and of the log's last words are the adapters'
// own, and so is how long a commit took: those run on the steady clock.
Violations check_clock(const SourceFile& file) {
  static const Ban kAny{{"now", "time"},
                        R"(::now\s*\(\)|\b(clock_gettime|gettimeofday)\b|std::time\s*\()",
                        "reads a clock behind the port"};
  static const Ban kWall{{"now", "time"},
                         R"(system_clock::now\s*\(\)|\b(clock_gettime|gettimeofday)\b|std::time\s*\()",
                         "reads a clock behind the port"};
  if (file.folder().empty() || file.folder() == "app") {
    return {};
  }
  static const std::set<std::string> kSteady{"http", "telemetry", "storage"};
  return lines_matching(file, file.code, kSteady.contains(file.folder()) ? kWall : kAny);
}

// The pure folders get time and jitter as arguments and know nothing of the machine.
Violations check_purity(const SourceFile& file) {
  static const std::set<std::string> kPure{"alert", "delivery", "dingtalk", "routing", "sentry"};
  static const Ban kMachine{{"rand", "mt19937", "getenv"},
                            R"(\b(rand|srand|random_device|mt19937|mt19937_64|random_hex|getenv)\b)",
                            "a pure folder asks the machine"};
  return kPure.contains(file.folder()) ? lines_matching(file, file.code, kMachine) : Violations{};
}

// An open end has an issue: the word, then its number in brackets.
Violations check_open_ends(const SourceFile& file) {
  static const std::string kOpenEnd = std::string("TO") + "DO";
  static const std::string kBroken = std::string("FIX") + "ME";
  return lines_matching(
      file, file.text,
      {{kOpenEnd, kBroken}, "\\b(" + kOpenEnd + "(?!\\(#\\d+\\))|" + kBroken + ")\\b", "an open end without an issue"});
}

// A path of the machine on which somebody built is true nowhere else.
Violations check_paths(const SourceFile& file) {
  static const Ban kPlaces{{"/root", "/Users", "/builds", "/work", RELAY_SOURCE_DIR},
                           "[\"' (=](/root|/Users|/builds|/work|/workspace|" RELAY_SOURCE_DIR ")/",
                           "a path of one machine"};
  return lines_matching(file, file.text, kPlaces);
}

// A private constructor can only be called in place: unique_ptr<X>(new X(…)) owns from the first moment.
Violations check_ownership(const SourceFile& file) {
  static const Ban kRaw{{"new ", "delete"},
                        R"(^(?!.*_ptr<\w+>\(new )(|.*[^\w])(new\s+[A-Za-z_:]+|delete\s+\w+|delete\[\]))",
                        "raw new or delete"};
  return file.folder().empty() ? Violations{} : lines_matching(file, file.code, kRaw);
}

TEST(Habits, NoUsingNamespace) { EXPECT_THAT(over_the_tree(check_using), IsEmpty()); }
TEST(Habits, NobodySleeps) { EXPECT_THAT(over_the_tree(check_sleep), IsEmpty()); }
TEST(Habits, OnlyTheClockKnowsTheTime) { EXPECT_THAT(over_the_tree(check_clock), IsEmpty()); }
TEST(Habits, PureFoldersAskNothing) { EXPECT_THAT(over_the_tree(check_purity), IsEmpty()); }
TEST(Habits, OpenEndsHaveAnIssue) { EXPECT_THAT(over_the_tree(check_open_ends), IsEmpty()); }
TEST(Habits, NoPathOfThisMachine) { EXPECT_THAT(over_the_tree(check_paths), IsEmpty()); }
TEST(Habits, NoRawNewOrDelete) { EXPECT_THAT(over_the_tree(check_ownership), IsEmpty()); }

struct Case {
  Violations (*rule)(const SourceFile&);
  const char* path;
  std::string line;
  bool allowed;
};

TEST(Habits, RulesBite) {
  const Case cases[] = {
      {check_using, "src/http/x.cpp", "using namespace std;", false},
      {check_using, "src/http/x.cpp", "using namespace std::chrono_literals;", true},
      {check_using, "src/http/x.hpp", "using namespace std::chrono_literals;", false},
      {check_using, "src/http/x.cpp", "using namespace boost::asio::experimental::awaitable_operators;", true},
      {check_using, "tests/unit/http/x_test.cpp", "using namespace testing;", false},
      {check_sleep, "src/http/x.cpp", "std::this_thread::sleep_for(1s);", false},
      {check_sleep, "tests/e2e/x_test.cpp", "  ::usleep(100);", false},
      {check_sleep, "tests/e2e/x_test.cpp", "  sleep(1);", false},
      {check_sleep, "src/pipeline/x.cpp", "co_await clock.sleep_until(due);", true},
      {check_sleep, "src/pipeline/x.cpp", "// nobody may sleep(1) here", true},
      {check_clock, "src/delivery/x.cpp", "auto t = std::chrono::steady_clock::now();", false},
      {check_clock, "src/telemetry/x.cpp", "auto t = std::chrono::system_clock::now();", false},
      {check_clock, "src/storage/x.cpp", "auto t = std::chrono::system_clock::now();", false},
      {check_clock, "src/app/x.cpp", "auto t = std::chrono::system_clock::now();", true},
      {check_clock, "src/http/x.cpp", "auto t = std::chrono::system_clock::now();", false},
      {check_clock, "src/http/x.cpp", "auto t = std::chrono::steady_clock::now();", true},
      {check_clock, "src/http/x.cpp", "::clock_gettime(CLOCK_BOOTTIME, &t);", false},
      {check_purity, "src/dingtalk/x.cpp", "std::random_device device;", false},
      {check_purity, "src/dingtalk/x.cpp", "const bool brand = true;", true},
      {check_clock, "src/storage/x.cpp", "WallTime AgeClock::now(BootTime boot, WallTime wall) {", true},
      {check_clock, "src/delivery/x.cpp", "robot.window_free = window.next_start(now);", true},
      {check_open_ends, "src/http/x.cpp", std::string("// TO") + "DO: later", false},
      {check_open_ends, "src/http/x.cpp", std::string("// TO") + "DO(#12): later", true},
      {check_open_ends, "src/http/x.cpp", std::string("// FIX") + "ME", false},
      {check_paths, "src/http/x.cpp", std::string("// see ") + "/root" + "/notes", false},
      {check_paths, "src/http/x.cpp", std::string("open(\"") + RELAY_SOURCE_DIR + "/relay.yaml\")", false},
      {check_paths, "src/http/x.cpp", "// https://example.com/work/x and /var/lib/relay", true},
      {check_ownership, "src/http/x.cpp", "auto* server = new Server(io);", false},
      {check_ownership, "src/http/x.cpp", "return std::unique_ptr<Server>(new Server(io));", true},
      {check_ownership, "src/http/x.cpp", "  delete server;", false},
      {check_ownership, "src/http/x.cpp", "Server(const Server&) = delete;", true},
      {check_ownership, "src/http/x.cpp", "// a new server", true}};
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.path) + ": " + c.line);
    const Violations found = c.rule(source_file(c.path, c.line + "\n"));
    EXPECT_EQ(found.empty(), c.allowed) << testing::PrintToString(found);
  }
}

}  // namespace
}  // namespace relay::architecture
