// SPDX-License-Identifier: MIT
#include "relay/pipeline/intake.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "relay/base/crypto.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_spool.hpp"
#include "support/recording_events.hpp"
#include "support/run_coroutine.hpp"

namespace relay::pipeline {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSecret = "client-secret";
constexpr const char* kToken = "a-url-token-of-some-length";
constexpr const char* kEvent =
    R"({"action":"triggered","data":{"event":{"event_id":"e1","title":"Boom","level":"error"},"triggered_rule":"r"}})";

sentry::Source source_named(const std::string& name) {
  sentry::Source source;
  source.name = name;
  return source;
}

std::vector<sentry::Source> sources() {
  sentry::Source main = source_named("main");
  main.client_secrets = {Secret("old"), Secret(kSecret)};
  main.url_token = Secret(kToken);
  sentry::Source other = source_named("other");
  other.client_secrets = {Secret("others-secret")};
  sentry::Source token_only = source_named("tokenonly");
  token_only.url_token = Secret(kToken);
  sentry::Source open = source_named("open");
  open.allow_unauthenticated = true;
  return {main, other, token_only, open};
}

class IntakeTest : public testing::Test {
 protected:
  IntakeTest() : router({{"ops"}}, {alert::Kind::installation}) { build(sources()); }

  void build(std::vector<sentry::Source> configured) {
    IntakeOptions options;
    options.sources = std::move(configured);
    intake = std::make_unique<Intake>(std::move(options), router, spool, clock, events,
                                      [this](const std::string& robot) { woken.push_back(robot); });
  }

  static ports::HttpRequest request(const std::string& path, const std::string& body) {
    ports::HttpRequest request;
    request.head.method = "POST";
    request.head.path = path;
    request.head.content_length = body.size();
    request.head.peer = "192.0.2.1";
    request.body = body;
    request.body.reserve(body.size() + 64);
    return request;
  }

  static ports::HttpRequest signed_request(const std::string& path, const std::string& body,
                                           const std::string& secret = kSecret) {
    ports::HttpRequest one = request(path, body);
    one.head.headers.emplace_back("sentry-hook-signature", crypto::hex(crypto::hmac_sha256(secret, body)));
    return one;
  }

  // What the server does: the head first, the body only when it is wanted.
  ports::HttpResponse post(ports::HttpRequest request) {
    ports::Admission admission = intake->admit(request.head);
    if (auto* refused = std::get_if<ports::HttpResponse>(&admission)) {
      return std::move(*refused);
    }
    return test::run_coroutine(io, intake->handle(std::move(request)));
  }

  [[nodiscard]] ports::RequestAnswered last_answer() const { return events.of<ports::RequestAnswered>().back(); }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  test::RecordingEvents events;
  routing::Router router;
  std::vector<std::string> woken;
  std::unique_ptr<Intake> intake;
};

TEST_F(IntakeTest, StoresASignedAlertAndWakesItsRobot) {
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true})");
  ASSERT_THAT(spool.alerts, SizeIs(1));
  EXPECT_EQ(spool.alerts[0].alert.title, "Boom");
  EXPECT_EQ(spool.alerts[0].dedup.scope, "main/signature");
  EXPECT_THAT(woken, ElementsAre("ops"));
}

TEST_F(IntakeTest, AnswersADuplicateWithTheFirstId) {
  post(signed_request("/sentry/main", kEvent));
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true,"duplicate":true})");
  EXPECT_THAT(woken, SizeIs(1));
}

TEST_F(IntakeTest, StoresWhatAKindRuleKeepsFromTheChat) {
  const char* body = R"({"action":"created","data":{"installation":{"status":"installed"}}})";
  const ports::HttpResponse reply = post(signed_request("/sentry/main", body));
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true,"suppressed":"kinds.installation"})");
  EXPECT_THAT(woken, IsEmpty());
  EXPECT_EQ(spool.deliveries.at(0).state, delivery::State::suppressed);
}

TEST_F(IntakeTest, WakesOnlyTheRobotsThatWantTheAlert) {
  router = routing::Router({{"ops"}, {"web", routing::KeywordFilter({}, {"boom"})}}, {});
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true,"suppressed_for":{"web":"robots.web.exclude_keywords"}})");
  EXPECT_THAT(woken, ElementsAre("ops"));
  EXPECT_EQ(spool.deliveries.at(0).state, delivery::State::pending);
  EXPECT_EQ(spool.deliveries.at(1).state, delivery::State::suppressed);
  EXPECT_THAT(events.of<ports::AlertAccepted>().back().destinations,
              ElementsAre(routing::Destination{"ops", ""}, routing::Destination{"web", "robots.web.exclude_keywords"}));
  EXPECT_EQ(last_answer().code, "stored");
}

TEST_F(IntakeTest, SaysWhenNoRobotWantsTheAlert) {
  router = routing::Router({{"web", routing::KeywordFilter({"deadlock"}, {})}}, {});
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true,"suppressed":"robots.web.include_keywords"})");
  EXPECT_THAT(woken, IsEmpty());
  EXPECT_EQ(last_answer().code, "suppressed");
}

TEST_F(IntakeTest, ShowsAnAuthenticBodyThatIsNotJson) {
  EXPECT_EQ(post(signed_request("/sentry/main", "not json at all")).status, 200);
  EXPECT_EQ(spool.alerts.at(0).alert.kind, alert::Kind::unrecognised);
  EXPECT_FALSE(events.of<ports::AlertAccepted>().back().understood);
}

struct Refused {
  const char* name;
  const char* method;
  const char* path;
  const char* signature;  // empty: none
  std::uint64_t length;
  int status;
  const char* code;
};

class RefusedByHead : public IntakeTest, public testing::WithParamInterface<Refused> {};

TEST_P(RefusedByHead, BeforeItsBodyIsRead) {
  ports::HttpRequest one = request(GetParam().path, kEvent);
  one.head.method = GetParam().method;
  one.head.content_length = GetParam().length;
  if (*GetParam().signature != '\0') {
    one.head.headers.emplace_back("sentry-hook-signature", GetParam().signature);
  }
  const ports::Admission admission = intake->admit(one.head);
  const auto* reply = std::get_if<ports::HttpResponse>(&admission);
  ASSERT_NE(reply, nullptr);
  EXPECT_EQ(reply->status, GetParam().status);
  EXPECT_EQ(last_answer().code, GetParam().code);
  EXPECT_THAT(spool.alerts, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Intake, RefusedByHead,
    testing::Values(Refused{"unknown_path", "POST", "/", "aa", 10, 404, "not_found"},
                    Refused{"unknown_source", "POST", "/sentry/nobody", "aa", 10, 404, "not_found"},
                    Refused{"prefix_only", "POST", "/sentryx", "aa", 10, 404, "not_found"},
                    Refused{"too_deep", "POST", "/sentry/main/a/b", "aa", 10, 404, "not_found"},
                    Refused{"empty_segment", "POST", "/sentry//main", "aa", 10, 404, "not_found"},
                    Refused{"no_default_among_many", "POST", "/sentry", "aa", 10, 404, "not_found"},
                    Refused{"token_for_a_source_without", "POST", "/sentry/other/sometoken", "", 10, 404, "not_found"},
                    Refused{"browser", "GET", "/sentry/main", "", 0, 405, "method_not_allowed"},
                    Refused{"browser_with_any_token", "GET", "/sentry/main/wrong", "", 0, 405, "method_not_allowed"},
                    Refused{"browser_where_no_token_is_set", "GET", "/sentry/other/x", "", 0, 405,
                            "method_not_allowed"},
                    Refused{"put", "PUT", "/sentry/main", "aa", 10, 405, "method_not_allowed"},
                    Refused{"no_signature", "POST", "/sentry/main", "", 10, 401, "signature_missing"},
                    Refused{"wrong_token", "POST", "/sentry/main/wrong", "", 10, 401, "url_token_mismatch"},
                    Refused{"token_required", "POST", "/sentry/tokenonly", "aa", 10, 401, "url_token_required"},
                    Refused{"too_large", "POST", "/sentry/main", "aa", 9'000'000, 413, "payload_too_large"}),
    [](const auto& row) { return row.param.name; });

TEST_F(IntakeTest, RefusesAWrongSignatureAndHintsAtTheCause) {
  EXPECT_EQ(post(signed_request("/sentry/main", kEvent, "others-secret")).status, 401);
  EXPECT_EQ(last_answer().hint, to_string(sentry::SignatureProblem::other_source));
  EXPECT_EQ(post(signed_request("/sentry/main", kEvent, "nobodys")).status, 401);
  EXPECT_EQ(last_answer().hint, to_string(sentry::SignatureProblem::mismatch)) << "at most one full hint a second";
  EXPECT_THAT(spool.alerts, IsEmpty());
}

TEST_F(IntakeTest, HintsAgainAfterASecond) {
  post(signed_request("/sentry/main", kEvent, "nobodys"));
  clock.advance(1s);
  post(signed_request("/sentry/main", kEvent, "others-secret"));
  EXPECT_EQ(last_answer().hint, to_string(sentry::SignatureProblem::other_source));
}

TEST_F(IntakeTest, TakesUnsignedRequestsWithTheUrlToken) {
  EXPECT_EQ(post(request(std::string("/sentry/main/") + kToken, kEvent)).status, 200);
  EXPECT_EQ(spool.alerts.at(0).dedup.scope, "main/url_token");
}

TEST_F(IntakeTest, NeverLogsTheUrlToken) {
  post(request(std::string("/sentry/main/") + kToken, kEvent));
  post(request(std::string("/sentry/nobody/") + kToken, kEvent));
  for (const auto& answered : events.of<ports::RequestAnswered>()) {
    EXPECT_EQ(answered.route.find(kToken), std::string::npos);
  }
}

TEST_F(IntakeTest, TreatsATrailingSlashAsTheSameAddress) {
  EXPECT_EQ(post(signed_request("/sentry/main/", kEvent)).status, 200);
}

TEST_F(IntakeTest, ServesPlainSentryWhenThereIsOneSource) {
  sentry::Source only = source_named("only");
  only.client_secrets = {Secret(kSecret)};
  build({only});
  EXPECT_EQ(post(signed_request("/sentry", kEvent)).status, 200);
}

TEST_F(IntakeTest, TakesAServiceHooksSignature) {
  ports::HttpRequest hook = request("/sentry/main", kEvent);
  hook.head.headers.emplace_back("x-servicehook-signature", crypto::hex(crypto::hmac_sha256(kSecret, kEvent)));
  EXPECT_EQ(post(std::move(hook)).status, 200);
}

TEST_F(IntakeTest, RefusesAnUnprovenBodyThatIsNotJson) {
  EXPECT_EQ(post(request("/sentry/open", "not json")).status, 400);
  EXPECT_EQ(post(request("/sentry/open", kEvent)).status, 200);
}

TEST_F(IntakeTest, AcceptsWhatTheSpoolCanOnlyCount) {
  spool.has_room = false;
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.status, 200) << "Sentry does not repeat what is refused";
  EXPECT_THAT(reply.body, HasSubstr(R"("stored":false)"));
  EXPECT_EQ(last_answer().code, "shed");
  EXPECT_EQ(last_answer().alert_id, std::nullopt);
  ASSERT_THAT(events.of<ports::AlertShed>(), SizeIs(1));
  EXPECT_EQ(events.of<ports::AlertShed>()[0].source, "main");
  EXPECT_THAT(events.of<ports::AlertAccepted>(), IsEmpty());
}

TEST_F(IntakeTest, AsksForPatienceWhenTheSpoolCannotEvenCount) {
  spool.failure = fail(ErrorKind::unavailable, "disk full");
  EXPECT_EQ(post(signed_request("/sentry/main", kEvent)).status, 503);
  EXPECT_THAT(events.of<ports::SpoolFailed>(), IsEmpty());
}

TEST_F(IntakeTest, AcknowledgesNothingAfterAnInputOutputError) {
  spool.failure = fail(ErrorKind::io, "fdatasync: Input/output error");
  EXPECT_EQ(post(signed_request("/sentry/main", kEvent)).status, 503);
  EXPECT_THAT(events.of<ports::SpoolFailed>(), SizeIs(1));
}

TEST_F(IntakeTest, RendersToTheLogWhileNoRobotIsConfigured) {
  router = routing::Router({}, {});
  const ports::HttpResponse reply = post(signed_request("/sentry/main", kEvent));
  EXPECT_EQ(reply.body, R"({"id":"1","stored":true,"suppressed":"preview"})");
  ASSERT_THAT(events.of<ports::PreviewRendered>(), SizeIs(1));
  EXPECT_THAT(events.of<ports::PreviewRendered>()[0].text, HasSubstr("Boom"));
  EXPECT_EQ(last_answer().code, "preview");
}

}  // namespace
}  // namespace relay::pipeline
