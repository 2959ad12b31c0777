// SPDX-License-Identifier: MIT
#include "coroutine_lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::architecture {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::set<std::string> aggregates_of_the_tree() {
  std::set<std::string> names;
  for (const SourceFile& file : source_tree()) {
    names.merge(aggregates_of(file));
  }
  return names;
}

Violations lint(const std::string& statement) {
  const std::string function = "awaitable<int> Client::run(Io& io) const {\n" + statement + "\n}\n";
  return lint_coroutines(source_file("src/http/client.cpp", function), {"Request"});
}

TEST(CoroutineLint, TreeNamesWhatItAwaits) {
  const std::set<std::string> aggregates = aggregates_of_the_tree();
  EXPECT_THAT(over_the_tree([&](const SourceFile& file) { return lint_coroutines(file, aggregates); }), IsEmpty());
}

TEST(CoroutineLint, FindsWhatGccMiscompiles) {
  const char* bad[] = {
      "co_await send(Request{url, body});",
      "co_await send({url, body});",
      "co_await send(\n    {.url = url},\n    token);",
      "co_await send(Request(url, body));",
      "const auto reply = co_await send(std::vector<std::string>{\"a\", \"b\"});",
      "Request request{co_await token(), body};",
      "auto request = Request{co_await token(), body};",
      "use(Request{co_await token()});",
      "co_return Request{co_await token()};",
      "co_await co_spawn(io, [state]() -> awaitable<void> { co_return; }, use_awaitable);",
      "co_await co_spawn(io, [&] { stop(); }, use_awaitable);",
      "if (co_await send(Request{url})) { stop(); }",
      "while (auto next = co_await take(Key{1})) { stop(); }",
      "for (auto x : co_await take(Key{1})) { stop(); }",
      "spawn([&]() -> awaitable<void> { co_await send(Request{url}); });",
      "if (ready) { co_await send(Request{url}); }",
      "switch (kind) { case Kind::a: { co_await send(Request{url}); } }",
      "co_await (send(Request{url}) || timer.async_wait(token));",
      "co_await wait(due == nullptr ? std::nullopt : std::optional<BootTime>(*due));",
      "if (co_await alive()) { stop(); }",
      "while (co_await alive()) { stop(); }",
      "if (ready && co_await alive()) { stop(); }",
      "switch (co_await next()) { case Kind::a: stop(); }",
  };
  for (const char* statement : bad) {
    SCOPED_TRACE(statement);
    EXPECT_THAT(lint(statement), SizeIs(1));
  }
}

TEST(CoroutineLint, LeavesGoodCodeAlone) {
  const char* good[] = {
      "Request request{url, body};\nco_await send(std::move(request));",
      "co_await send(make_request(url));",
      "for (const auto& [name, value] : headers) { use(name); }\nco_await send(make_request(url));",
      "co_await server.stop(std::chrono::seconds{5});",
      "co_await send(std::string(\"a\"), as_tuple(use_awaitable));",
      "const auto [error, count] = co_await socket.async_read_some(buffer, token);",
      "co_return Request{url};",
      "co_return co_await inner();",
      "co_await post(io, [] { stop(); });",
      "co_spawn(io, [state]() -> awaitable<void> { co_await state->run(); }, detached);",
      "auto work = [this, key = Key{1}]() -> awaitable<void> { co_await run(); };",
      "if (auto next = co_await take()) { Request request{url}; use(request); }",
      "while (const bool yes = co_await alive()) { use(Request{url}); }",
      "const int kind = small ? 1 : 2;\nco_await wait(kind);",
      "const bool yes = co_await alive();\nif (yes) { stop(); }",
      "use(names[0], co_await take());",
      "std::array<char, 4> buffer{};\nco_await read(buffer);",
      "try { co_await run(); } catch (const Error& e) { use(Request{e}); }",
      "const char* text = \"co_await send(Request{url});\";",
      "// co_await send(Request{url});",
  };
  for (const char* statement : good) {
    SCOPED_TRACE(statement);
    EXPECT_THAT(lint(statement), IsEmpty());
  }
}

TEST(CoroutineLint, SaysWhere) {
  EXPECT_THAT(lint("int a = 1;\nco_await send(Request{url});"),
              testing::ElementsAre("src/http/client.cpp:3: name Request{…}, then await it"));
}

TEST(CoroutineLint, TellsAggregatesFromClasses) {
  const SourceFile file = source_file("include/relay/x/x.hpp",
                                      "struct Plain {\n  int x;\n};\n"
                                      "struct Built {\n  explicit Built(int x);\n};\n");
  EXPECT_THAT(aggregates_of(file), Contains("Plain"));
  EXPECT_THAT(aggregates_of(file), Not(Contains("Built")));
}

}  // namespace
}  // namespace relay::architecture
