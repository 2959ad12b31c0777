// SPDX-License-Identifier: MIT
#include "relay/pipeline/dispatcher.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_sender.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_spool.hpp"
#include "support/recording_events.hpp"
#include "support/run_coroutine.hpp"

namespace relay::pipeline {
namespace {

using namespace std::chrono_literals;
using delivery::GateState;
using delivery::NoAnswer;
using delivery::State;
using delivery::TransportFailure;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr const char* kBusy = R"({"errcode":-1,"errmsg":"系统繁忙"})";
constexpr const char* kTooFast = R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})";
constexpr const char* kKeyword = R"({"errcode":310000,"errmsg":"keywords not in content"})";
constexpr const char* kUnsafe = R"({"errcode":430102,"errmsg":"含有不合适的文本"})";
constexpr const char* kTimestamp = R"({"errcode":310000,"errmsg":"invalid timestamp"})";

// One robot's dispatcher over fakes; every wait is the manual clock's.
class DispatcherTest : public testing::Test {
 protected:
  DispatcherTest() : sender(clock) { build(); }

  void build(std::optional<dingtalk::Template> message_template = std::nullopt) {
    DispatcherOptions options;
    options.robot.message_template = std::move(message_template);
    options.robot.name = "ops";
    options.robot.endpoint = *parse_url("https://oapi.dingtalk.com/robot/send");
    options.robot.access_token = Secret("0123456789abcdef");
    options.robot.secret = Secret("SECsecret");
    options.fallback = fallback;
    dispatcher = std::make_unique<Dispatcher>(
        io.get_executor(), options, spool, sender, clock, events, [] { return 0.5; },
        [this](const std::string& host, BootTime until) { blocked_hosts.emplace_back(host, until); },
        [this](const std::string& robot) { woken.push_back(robot); });
  }

  ~DispatcherTest() override {
    dispatcher->stop();
    settle();
  }

  void start() {
    boost::asio::co_spawn(io, dispatcher->run(), [this](std::exception_ptr error) {
      ended = true;
      EXPECT_FALSE(error);
    });
    settle();
  }

  // Runs everything that can run without time passing.
  void settle() {
    io.restart();
    io.poll();
  }

  void advance(Milliseconds by) {
    clock.advance(by);
    settle();
  }

  void add(const std::string& title) {
    ports::NewAlert alert;
    alert.alert.title = title;
    alert.alert.kind = alert::Kind::event;
    alert.dedup.subject = title;
    alert.destinations = {{"ops"}};
    alert.received = clock.wall_now();
    const auto appended = test::run_coroutine(io, spool.append(std::move(alert)));
    ASSERT_TRUE(appended.has_value());
    dispatcher->wake();
    settle();
  }

  // A dispatcher with a fallback whose robot refuses "one", and which then ends.
  void refuse_with_a_fallback_and_end() {
    fallback = "on-call";
    build();
    sender.answer(kKeyword);
    add("one");
    start();
    dispatcher->stop();
    settle();
    ASSERT_TRUE(ended);
  }

  void add_many(int count) {
    for (int i = 0; i < count; ++i) {
      add("alert " + std::to_string(spool.alerts.size()));
    }
  }

  [[nodiscard]] State state_of(std::size_t delivery) const { return spool.deliveries.at(delivery).state; }
  [[nodiscard]] GateState last_gate() const { return events.of<ports::RobotGateChanged>().back().state; }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  test::FakeSender sender;
  test::RecordingEvents events;
  std::unique_ptr<Dispatcher> dispatcher;
  std::vector<std::pair<std::string, BootTime>> blocked_hosts;
  std::string fallback;
  std::vector<std::string> woken;
  bool ended{false};
};

TEST_F(DispatcherTest, DeliversWhatWaits) {
  add("one");
  start();
  ASSERT_THAT(sender.sent, SizeIs(1));
  EXPECT_THAT(sender.sent[0].request.body, HasSubstr("one"));
  EXPECT_EQ(state_of(0), State::shown);
}

TEST_F(DispatcherTest, SendsInTheRobotsOwnLayout) {
  build(*dingtalk::Template::parse("own {title}"));
  add("one");
  start();
  EXPECT_THAT(sender.sent[0].request.body, HasSubstr(R"("text":"own one")"));
  EXPECT_THAT(events.of<ports::TemplateFellBack>(), SizeIs(0));
}

TEST_F(DispatcherTest, SaysOnceADeliveryThatTheTemplateCouldNotBeUsed) {
  build(*dingtalk::Template::parse("> {message}"));
  sender.answer(kBusy);
  add("one");
  start();
  advance(2s);
  EXPECT_EQ(state_of(0), State::shown);
  ASSERT_THAT(sender.sent, SizeIs(2));
  EXPECT_THAT(sender.sent[1].request.body, HasSubstr("### one"));
  const auto said = events.of<ports::TemplateFellBack>();
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].robot, "ops");
  EXPECT_EQ(said[0].alert_id, 1);
  EXPECT_EQ(said[0].fault, dingtalk::TemplateFault::empty);
}

TEST_F(DispatcherTest, WakesForANewAlert) {
  start();
  EXPECT_THAT(sender.sent, SizeIs(0));
  add("late");
  EXPECT_EQ(state_of(0), State::shown);
}

TEST_F(DispatcherTest, SignsEveryAttemptAnew) {
  sender.answer(kBusy);
  add("one");
  start();
  advance(2s);
  ASSERT_THAT(sender.sent, SizeIs(2));
  EXPECT_NE(sender.sent[0].request.target, sender.sent[1].request.target);
  EXPECT_EQ(sender.sent[0].request.body, sender.sent[1].request.body);
}

TEST_F(DispatcherTest, MergesWhatFindsNoSlot) {
  add_many(20);
  start();
  ASSERT_THAT(sender.sent, SizeIs(16)) << "fifteen alone, then five together";
  EXPECT_THAT(sender.sent[15].request.body, HasSubstr("5 alerts in one message"));
  EXPECT_EQ(state_of(14), State::shown);
  EXPECT_EQ(state_of(15), State::digested);
  ASSERT_THAT(events.of<ports::DigestEnded>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::DigestEnded>()[0].alerts, 5);
}

TEST_F(DispatcherTest, PacesDigests) {
  add_many(17);
  start();
  ASSERT_THAT(sender.sent, SizeIs(16));
  add_many(2);
  advance(19'999ms);
  EXPECT_THAT(sender.sent, SizeIs(16));
  advance(1ms);
  EXPECT_THAT(sender.sent, SizeIs(17));
  EXPECT_EQ(state_of(18), State::digested);
}

TEST_F(DispatcherTest, NeverExceedsItsMinute) {
  start();
  for (int second = 0; second < 200; ++second) {
    add_many(3);
    advance(1s);
  }
  for (std::size_t i = 0; i < sender.sent.size(); ++i) {
    const auto in_minute = std::count_if(sender.sent.begin(), sender.sent.end(), [&](const auto& other) {
      return other.at >= sender.sent[i].at && other.at < sender.sent[i].at + 60s;
    });
    EXPECT_LE(in_minute, 18);
  }
  advance(20s);
  for (std::size_t i = 0; i < spool.deliveries.size(); ++i) {
    EXPECT_NE(state_of(i), State::pending) << i;
  }
}

TEST_F(DispatcherTest, ALoneAlertBorrowsADigestsSlot) {
  add_many(16);
  start();
  ASSERT_THAT(sender.sent, SizeIs(16));
  EXPECT_EQ(state_of(15), State::shown);
  EXPECT_EQ(spool.slots.back(), delivery::Slot::digest);
  EXPECT_THAT(events.of<ports::DigestEnded>(), SizeIs(0));
}

TEST_F(DispatcherTest, SendsADigestOfUnknownOutcomeOnceMoreAsItWas) {
  add_many(18);
  sender.outcomes.resize(15, delivery::Answer{200, R"({"errcode":0,"errmsg":"ok"})", "application/json", "", ""});
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::unanswered, "time-out"});
  start();
  ASSERT_THAT(sender.sent, SizeIs(16));
  EXPECT_EQ(state_of(17), State::pending);
  add("later");
  advance(5s);
  ASSERT_THAT(sender.sent, SizeIs(17));
  const auto uuid_of = [](const std::string& body) { return body.substr(body.find("msgUuid"), 44); };
  EXPECT_EQ(uuid_of(sender.sent[15].request.body), uuid_of(sender.sent[16].request.body));
  EXPECT_THAT(sender.sent[16].request.body, AllOf(HasSubstr("3 alerts"), HasSubstr("repeat")));
  EXPECT_EQ(state_of(17), State::digested);
  EXPECT_EQ(state_of(18), State::pending) << "what came later is not in it";
}

TEST_F(DispatcherTest, SaysOnlyCountsWhenADigestIsRefused) {
  add_many(17);
  sender.outcomes.resize(15, delivery::Answer{200, R"({"errcode":0,"errmsg":"ok"})", "application/json", "", ""});
  sender.answer(kUnsafe);
  start();
  ASSERT_THAT(sender.sent, SizeIs(17));
  EXPECT_THAT(sender.sent[15].request.body, HasSubstr("alert 16"));
  EXPECT_THAT(sender.sent[16].request.body, Not(HasSubstr("alert 16")));
  EXPECT_EQ(state_of(16), State::digested);
}

TEST_F(DispatcherTest, MergesAnewWhatADigestCouldNotCarry) {
  add_many(17);
  sender.outcomes.resize(15, delivery::Answer{200, R"({"errcode":0,"errmsg":"ok"})", "application/json", "", ""});
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::connect, "refused"});
  start();
  ASSERT_THAT(sender.sent, SizeIs(16));
  add("one more");
  advance(500ms);
  ASSERT_THAT(sender.sent, SizeIs(17));
  EXPECT_THAT(sender.sent[16].request.body, HasSubstr("3 alerts in one message"));
  EXPECT_EQ(state_of(17), State::digested);
}

TEST_F(DispatcherTest, NeverTakesApartADigestThatMayHaveBeenSeen) {
  add_many(17);
  sender.outcomes.resize(15, delivery::Answer{200, R"({"errcode":0,"errmsg":"ok"})", "application/json", "", ""});
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::unanswered, "time-out"});
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::connect, "refused"});
  start();
  advance(5s);
  ASSERT_THAT(sender.sent, SizeIs(17));
  add("later");
  advance(1s);
  ASSERT_THAT(sender.sent, SizeIs(18));
  EXPECT_EQ(sender.sent[17].request.body, sender.sent[16].request.body);
  EXPECT_THAT(sender.sent[17].request.body, AllOf(HasSubstr("2 alerts"), HasSubstr("repeat")));
  EXPECT_EQ(state_of(17), State::pending);
}

TEST_F(DispatcherTest, SettlesADigestThatEndedBeforeTheRestart) {
  add_many(2);
  spool.digest = ports::OpenDigest{1, 2, State::shown, {1, 0, 0, 0, {}}, BootTime{}, "spool:digest:1"};
  start();
  EXPECT_THAT(sender.sent, SizeIs(0));
  EXPECT_EQ(state_of(0), State::digested);
  EXPECT_EQ(state_of(1), State::digested);
}

TEST_F(DispatcherTest, TakesUpADigestThatARestartCutShort) {
  add_many(2);
  spool.digest = ports::OpenDigest{1, 2, State::pending, {1, 0, 0, 1, {}}, clock.boot_now() + 5s, "spool:digest:1"};
  start();
  EXPECT_THAT(sender.sent, SizeIs(0)) << "its members wait with it";
  advance(5s);
  ASSERT_THAT(sender.sent, SizeIs(1));
  EXPECT_THAT(sender.sent[0].request.body, AllOf(HasSubstr("2 alerts"), HasSubstr("repeat")));
  EXPECT_EQ(state_of(1), State::digested);
}

TEST_F(DispatcherTest, LooksForItsDigestAgainWhenAlertsExpired) {
  add_many(2);
  spool.digest = ports::OpenDigest{1, 2, State::pending, {1, 1, 0, 0, {}}, clock.boot_now() + 10min, "spool:digest:1"};
  start();
  EXPECT_THAT(sender.sent, SizeIs(0));
  spool.digest.reset();
  spool.to_expire = 1;
  advance(60s);
  ASSERT_THAT(sender.sent, SizeIs(1)) << "what is left waits for a digest of ten minutes no more";
  EXPECT_EQ(state_of(1), State::digested);
}

TEST_F(DispatcherTest, RemembersTheMinuteOfItsLastRun) {
  spool.stored_ledger.sends.assign(15, {delivery::Slot::single, clock.boot_now()});
  spool.stored_ledger.sends.insert(spool.stored_ledger.sends.end(), 3, {delivery::Slot::digest, clock.boot_now()});
  add("one");
  start();
  EXPECT_THAT(sender.sent, SizeIs(0));
  advance(60'500ms);
  EXPECT_THAT(sender.sent, SizeIs(1));
}

TEST_F(DispatcherTest, KeepsARobotsBlockOverARestart) {
  spool.stored_ledger.blocked_until = clock.boot_now() + 5min;
  add("one");
  start();
  EXPECT_EQ(last_gate(), GateState::blocked);
  advance(4min);
  EXPECT_THAT(sender.sent, SizeIs(0));
  advance(1min);
  EXPECT_THAT(sender.sent, SizeIs(1));
}

TEST_F(DispatcherTest, SendsNothingWhileRateLimited) {
  sender.answer(kTooFast);
  add("one");
  add("two");
  start();
  EXPECT_THAT(sender.sent, SizeIs(1));
  EXPECT_EQ(state_of(0), State::pending);
  EXPECT_EQ(last_gate(), GateState::blocked);
  EXPECT_EQ(spool.blocks.at("robot"), clock.boot_now() + 605s);
  advance(604s);
  EXPECT_THAT(sender.sent, SizeIs(1));
  advance(1s);
  ASSERT_THAT(sender.sent, SizeIs(2)) << "what gathered comes as one message";
  EXPECT_THAT(sender.sent[1].request.body, HasSubstr("2 alerts"));
  EXPECT_EQ(state_of(1), State::digested);
}

TEST_F(DispatcherTest, KeepsAlertsPendingWhileTheRobotRefuses) {
  sender.answer(kKeyword);
  sender.answer(kKeyword);
  add("one");
  add("two");
  start();
  EXPECT_THAT(sender.sent, SizeIs(1));
  EXPECT_EQ(last_gate(), GateState::refusing);
  advance(30s);
  EXPECT_THAT(sender.sent, SizeIs(2));
  advance(59s);
  EXPECT_THAT(sender.sent, SizeIs(2));
  advance(1s);
  EXPECT_THAT(sender.sent, SizeIs(3)) << "the fixed keyword heals by itself, and both alerts follow";
  EXPECT_EQ(state_of(0), State::digested);
  EXPECT_EQ(state_of(1), State::digested);
  EXPECT_EQ(last_gate(), GateState::open);
}

TEST_F(DispatcherTest, SendsRefusedContentOnceInAPlainForm) {
  sender.answer(kUnsafe);
  add("bad words");
  start();
  ASSERT_THAT(sender.sent, SizeIs(2));
  EXPECT_EQ(state_of(0), State::shown);
  EXPECT_NE(sender.sent[0].request.body, sender.sent[1].request.body);
}

TEST_F(DispatcherTest, MakesRefusedContentADeadLetterAndGoesOn) {
  sender.answer(kUnsafe);
  sender.answer(kUnsafe);
  add("bad words");
  add("good words");
  start();
  EXPECT_EQ(state_of(0), State::dead);
  EXPECT_EQ(state_of(1), State::shown);
}

TEST_F(DispatcherTest, SendsAnUnknownOutcomeOnceMoreTaggedWithTheSameUuid) {
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::unanswered, "time-out"});
  add("one");
  start();
  EXPECT_EQ(state_of(0), State::pending);
  advance(5s);
  ASSERT_THAT(sender.sent, SizeIs(2));
  const auto uuid_of = [](const std::string& body) { return body.substr(body.find("msgUuid"), 44); };
  EXPECT_EQ(uuid_of(sender.sent[0].request.body), uuid_of(sender.sent[1].request.body));
  EXPECT_THAT(sender.sent[0].request.body, Not(HasSubstr("repeat")));
  EXPECT_THAT(sender.sent[1].request.body, HasSubstr("repeat"));
  EXPECT_EQ(state_of(0), State::shown);
}

TEST_F(DispatcherTest, EndsASecondUnknownOutcomeAsUnknown) {
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::unanswered, "time-out"});
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::unanswered, "time-out"});
  add("one");
  start();
  advance(5s);
  EXPECT_EQ(state_of(0), State::unknown);
  advance(1h);
  EXPECT_THAT(sender.sent, SizeIs(2));
}

TEST_F(DispatcherTest, BacksOffWithJitterWhenNothingCanBeSent) {
  for (int i = 0; i < 5; ++i) {
    sender.outcomes.emplace_back(NoAnswer{TransportFailure::connect, "refused"});
  }
  add("one");
  start();
  EXPECT_THAT(sender.sent, SizeIs(1));
  advance(500ms);  // half of 1 s
  EXPECT_THAT(sender.sent, SizeIs(2));
  advance(1s);  // half of 2 s
  EXPECT_THAT(sender.sent, SizeIs(3));
  advance(2s);
  EXPECT_THAT(sender.sent, SizeIs(4)) << "attempts that never left do not use up the minute";
  advance(4s);
  EXPECT_THAT(sender.sent, SizeIs(5));
  EXPECT_EQ(last_gate(), GateState::unreachable);
  advance(29s);
  EXPECT_THAT(sender.sent, SizeIs(5));
  advance(1s);
  EXPECT_EQ(state_of(0), State::shown);
  EXPECT_EQ(last_gate(), GateState::open);
}

TEST_F(DispatcherTest, SignsWithDingTalksTimeWhenOursIsWrong) {
  const auto two_hours_later = clock.wall_now() + 2h;
  delivery::Answer refused{200, kTimestamp, "application/json", "", "Mon, 23 Nov 2026 02:00:00 GMT"};
  ASSERT_EQ(two_hours_later, WallTime(std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 2h));
  sender.outcomes.emplace_back(refused);
  add("one");
  start();
  ASSERT_THAT(sender.sent, SizeIs(2)) << "signed again at once";
  const std::string timestamp = std::to_string(two_hours_later.time_since_epoch().count());
  EXPECT_THAT(sender.sent[1].request.target, HasSubstr("timestamp=" + timestamp));
  EXPECT_THAT(events.of<ports::ClockSkewed>(), SizeIs(1));
  EXPECT_EQ(state_of(0), State::shown);
}

TEST_F(DispatcherTest, BlocksTheWholeHostWhenTheAddressIsRefused) {
  sender.answer(R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce64f68ff5dc054dca012fc3931165"})");
  add("one");
  start();
  ASSERT_THAT(blocked_hosts, SizeIs(1));
  EXPECT_EQ(blocked_hosts[0].first, "oapi.dingtalk.com");
  EXPECT_EQ(blocked_hosts[0].second, clock.boot_now() + 5min);
}

TEST_F(DispatcherTest, StoresABlockThatAnotherRobotRanInto) {
  start();
  dispatcher->block_until(clock.boot_now() + 5min);
  settle();
  EXPECT_EQ(spool.blocks.at("host"), clock.boot_now() + 5min);
  EXPECT_EQ(last_gate(), GateState::blocked);
  add("one");
  EXPECT_THAT(sender.sent, SizeIs(0));
  advance(5min);
  EXPECT_THAT(sender.sent, SizeIs(1));
}

TEST_F(DispatcherTest, StoresTheLongestBlockOnceTheSpoolTakesIt) {
  start();
  const BootTime longest = clock.boot_now() + 10min;
  spool.failure = fail(ErrorKind::unavailable, "disk full");
  dispatcher->block_until(longest);
  settle();
  dispatcher->block_until(clock.boot_now() + 1min);
  settle();
  EXPECT_FALSE(spool.blocks.contains("host"));
  spool.failure.reset();
  advance(1s);
  ASSERT_TRUE(spool.blocks.contains("host"));
  EXPECT_EQ(spool.blocks.at("host"), longest);
}

TEST_F(DispatcherTest, SaysHowManyExpired) {
  spool.to_expire = 4;
  start();
  ASSERT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::DeliveriesExpired>()[0].count, 4);
}

TEST_F(DispatcherTest, EndsWhenTheSpoolFails) {
  start();
  spool.failure = fail(ErrorKind::io, "fdatasync: Input/output error");
  dispatcher->wake();
  settle();
  EXPECT_TRUE(ended);
  EXPECT_THAT(events.of<ports::SpoolFailed>(), SizeIs(1));
}

TEST_F(DispatcherTest, WaitsForASpoolThatIsFull) {
  spool.failure = fail(ErrorKind::unavailable, "disk full");
  start();
  EXPECT_FALSE(ended);
  spool.failure.reset();
  add("one");
  advance(1s);
  EXPECT_EQ(state_of(0), State::shown);
}

TEST_F(DispatcherTest, EndsAfterTheAttemptUnderWay) {
  sender.takes = 3s;
  add("one");
  add("two");
  start();
  dispatcher->stop();
  settle();
  EXPECT_FALSE(ended);
  advance(3s);
  EXPECT_TRUE(ended);
  EXPECT_EQ(state_of(0), State::shown);
  EXPECT_EQ(state_of(1), State::pending);
}

TEST_F(DispatcherTest, LeavesAnAttemptOpenThatShutdownCutShort) {
  sender.outcomes.emplace_back(NoAnswer{TransportFailure::shutting_down, "cancelled"});
  add("one");
  start();
  EXPECT_TRUE(ended);
  EXPECT_THAT(spool.open_attempts, SizeIs(1));
  EXPECT_EQ(state_of(0), State::pending);
}

TEST_F(DispatcherTest, SaysHowLateAMessageIsAndWhy) {
  sender.answer(kTooFast);
  add("one");
  start();
  advance(606s);
  ASSERT_THAT(sender.sent, SizeIs(2));
  EXPECT_THAT(sender.sent[0].request.body, Not(HasSubstr("Delayed")));
  EXPECT_THAT(sender.sent[1].request.body, HasSubstr("⏳ Delayed 10 min: DingTalk's rate limit"));
}

TEST_F(DispatcherTest, NamesARefusalAsTheCauseForAlertsThatCameAfterIt) {
  sender.answer(kKeyword);
  add("one");
  start();
  advance(30s);  // the second one: the first probe was answered, or so it seems
  ASSERT_THAT(sender.sent, SizeIs(2));
  sender.answer(kKeyword);
  add("two");
  add("three");
  advance(90s);
  EXPECT_THAT(sender.sent.back().request.body, HasSubstr("⏳ Delayed 1 min: the robot refused messages"));
}

TEST_F(DispatcherTest, GivesItsFallbackCopiesWhileItRefuses) {
  fallback = "on-call";
  build();
  sender.answer(kKeyword);
  sender.answer(kKeyword);
  add("one");
  start();
  EXPECT_THAT(spool.copies, testing::ElementsAre(testing::Pair(1, "on-call")));
  EXPECT_THAT(woken, testing::ElementsAre("on-call"));
  ASSERT_THAT(spool.notices, SizeIs(1));
  EXPECT_THAT(spool.notices[0].title, HasSubstr("Robot ops refuses messages"));
  EXPECT_THAT(spool.notices[0].message, HasSubstr("keyword"));
  ASSERT_THAT(events.of<ports::AlertsCopied>(), SizeIs(1));
  EXPECT_EQ(spool.diversions_ended, 0);

  add("two");
  EXPECT_THAT(spool.copies, SizeIs(2));  // what comes meanwhile is copied at once
  advance(30s);
  advance(60s);
  EXPECT_EQ(state_of(0), State::digested);
  EXPECT_EQ(state_of(1), State::digested);
  EXPECT_EQ(spool.diversions_ended, 1);
  add("three");
  EXPECT_EQ(spool.diversions_ended, 1);
}

TEST_F(DispatcherTest, ANewStartTellsItsFallbackNothingThatItKnows) {
  ASSERT_NO_FATAL_FAILURE(refuse_with_a_fallback_and_end());
  build();
  sender.answer(kKeyword);
  start();
  advance(29s);
  ASSERT_THAT(sender.sent, SizeIs(2));
  EXPECT_EQ(spool.diversions_ended, 0);
  EXPECT_THAT(spool.notices, SizeIs(1));
  advance(1min);
  EXPECT_EQ(state_of(0), State::shown);
  EXPECT_EQ(spool.diversions_ended, 1);
}

TEST_F(DispatcherTest, CopiesEachOfManyAtOnce) {
  fallback = "on-call";
  build();
  sender.answer(kKeyword);
  add_many(3);
  start();
  EXPECT_THAT(spool.copies, SizeIs(3));
  add("one more");
  EXPECT_THAT(spool.copies, SizeIs(4));
}

TEST_F(DispatcherTest, ForgetsWhatItsFallbackWasToldWhenItHasNoneAnyMore) {
  ASSERT_NO_FATAL_FAILURE(refuse_with_a_fallback_and_end());
  fallback = "";
  build();
  start();
  advance(30s);
  ASSERT_EQ(state_of(0), State::shown);
  EXPECT_EQ(spool.diversions_ended, 1);
}

TEST_F(DispatcherTest, CopiesNothingWhileTheRobotIsOnlyBlockedOrOurClockIsWrong) {
  fallback = "on-call";
  build();
  sender.answer(kTooFast);
  add("one");
  start();
  EXPECT_THAT(spool.copies, SizeIs(0));
}

TEST_F(DispatcherTest, SpeaksOfTheOthersThatAMessageStandsFor) {
  add("one");
  spool.riders = delivery::Riders{37, clock.wall_now()};
  start();
  ASSERT_THAT(sender.sent, SizeIs(1));
  EXPECT_THAT(sender.sent[0].request.body, HasSubstr("🔂 37 more of this issue since 2026-11-23 00:00:00 +00:00"));
}

TEST_F(DispatcherTest, LooksAgainWhenSomethingMayLeaveAndNotAtEachAlert) {
  add_many(60);
  start();
  add_many(2);
  const int looked = spool.backlog_calls;
  add_many(20);
  EXPECT_EQ(spool.backlog_calls, looked);
  const std::size_t sent = sender.sent.size();
  advance(1min);
  EXPECT_GT(sender.sent.size(), sent);
}

TEST_F(DispatcherTest, SendsNothingWhileItIsPaused) {
  spool.paused = true;
  add_many(2);
  start();
  advance(10min);
  EXPECT_THAT(sender.sent, SizeIs(0));
  spool.paused = false;
  dispatcher->wake();
  settle();
  EXPECT_GE(sender.sent.size(), 1U);
}

TEST_F(DispatcherTest, LetsAlertsExpireWhileItIsPaused) {
  spool.paused = true;
  start();
  spool.to_expire = 2;
  advance(61s);
  EXPECT_THAT(events.of<ports::DeliveriesExpired>(), SizeIs(1));
  EXPECT_THAT(sender.sent, SizeIs(0));
}

}  // namespace
}  // namespace relay::pipeline
