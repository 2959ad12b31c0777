// SPDX-License-Identifier: MIT
#include "http/resolver.hpp"

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <optional>

#include "support/run_coroutine.hpp"

namespace relay::http {
namespace {

const Addresses kOne{asio::ip::make_address("192.0.2.1")};

// A name server whose answers wait for the test. Shared with lookups that outlive the resolver.
struct NameServer {
  std::promise<void> gate;
  std::shared_future<void> opened{gate.get_future()};
  std::atomic<int> lookups{0};
  Addresses answer{kOne};  // its own: a lookup may outlive the test program's constants
};

Lookup asking(std::shared_ptr<NameServer> server) {
  return [server = std::move(server)](const std::string&) -> Result<Addresses> {
    ++server->lookups;
    server->opened.wait();
    return server->answer;
  };
}

TEST(Resolver, ALiteralAddressNeedsNoLookup) {
  asio::io_context io{1};
  Resolver resolver(io.get_executor(), [](const std::string&) -> Result<Addresses> {
    ADD_FAILURE();
    return fail(ErrorKind::unavailable, "asked");
  });
  for (const std::string text : {"192.0.2.7", "2001:db8::7"}) {
    const auto answer = test::run_coroutine(io, resolver.resolve(text, from_now(Milliseconds{100})));
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, testing::ElementsAre(asio::ip::make_address(text)));
  }
}

TEST(Resolver, RemembersAnAnswer) {
  asio::io_context io{1};
  const auto server = std::make_shared<NameServer>();
  server->gate.set_value();
  Resolver resolver(io.get_executor(), asking(server));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(*test::run_coroutine(io, resolver.resolve("a", from_now(Milliseconds{5'000}))), kOne);
  }
  EXPECT_EQ(server->lookups, 1);
}

TEST(Resolver, SaysWhyThereIsNoAnswer) {
  asio::io_context io{1};
  Resolver resolver(io.get_executor(), [](const std::string&) -> Result<Addresses> {
    return fail(ErrorKind::unavailable, "no such name");
  });
  const auto answer = test::run_coroutine(io, resolver.resolve("a", from_now(Milliseconds{5'000})));
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(answer.error().detail, "no such name");
}

TEST(Resolver, AnEmptyAnswerIsNone) {
  asio::io_context io{1};
  Resolver resolver(io.get_executor(), [](const std::string&) -> Result<Addresses> { return Addresses{}; });
  EXPECT_FALSE(test::run_coroutine(io, resolver.resolve("a", from_now(Milliseconds{5'000}))));
}

TEST(Resolver, EndsAtTheDeadlineAndLeavesTheLookupBehind) {
  const auto server = std::make_shared<NameServer>();
  {
    asio::io_context io{1};
    Resolver resolver(io.get_executor(), asking(server));
    const auto answer = test::run_coroutine(io, resolver.resolve("a", from_now(Milliseconds{30})));
    EXPECT_EQ(answer.error().detail, "no answer in time");
  }
  server->gate.set_value();
}

TEST(Resolver, OneLookupServesAllWhoWaitForTheName) {
  asio::io_context io{1};
  const auto server = std::make_shared<NameServer>();
  Resolver resolver(io.get_executor(), asking(server));
  int answered = 0;
  for (int i = 0; i < 3; ++i) {
    asio::co_spawn(io, resolver.resolve("a", from_now(Milliseconds{5'000})),
                   [&](std::exception_ptr, const Result<Addresses>& answer) { answered += answer ? 1 : 0; });
  }
  io.poll();
  server->gate.set_value();
  io.restart();
  io.run();
  EXPECT_EQ(answered, 3);
  EXPECT_EQ(server->lookups, 1);
}

TEST(Resolver, ASilentNameDelaysNoOther) {
  asio::io_context io{1};
  const auto silent = std::make_shared<NameServer>();
  Resolver resolver(io.get_executor(), [silent](const std::string& host) -> Result<Addresses> {
    if (host == "silent") {
      silent->opened.wait();
    }
    return silent->answer;
  });
  asio::co_spawn(io, resolver.resolve("silent", from_now(Milliseconds{50})),
                 [](std::exception_ptr, const Result<Addresses>&) {});
  EXPECT_TRUE(test::run_coroutine(io, resolver.resolve("other", from_now(Milliseconds{5'000}))));
  silent->gate.set_value();
}

TEST(Resolver, CanBeCancelledByItsCaller) {
  asio::io_context io{1};
  const auto server = std::make_shared<NameServer>();
  Resolver resolver(io.get_executor(), asking(server));
  asio::cancellation_signal cancel;
  std::optional<ErrorKind> ended;
  const auto caller = [&]() -> asio::awaitable<void> {
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto answer = co_await resolver.resolve("a", from_now(Milliseconds{60'000}));
    ended = answer.error().kind;
  };
  asio::co_spawn(io, caller(), asio::bind_cancellation_slot(cancel.slot(), [](std::exception_ptr) {}));
  io.poll();
  cancel.emit(asio::cancellation_type::terminal);
  io.restart();
  io.run();
  EXPECT_EQ(ended, ErrorKind::cancelled);
  server->gate.set_value();
}

}  // namespace
}  // namespace relay::http
