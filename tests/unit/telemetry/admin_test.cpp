// SPDX-License-Identifier: MIT
#include "relay/telemetry/admin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/manual_clock.hpp"
#include "support/memory_spool.hpp"
#include "support/run_coroutine.hpp"

namespace relay::telemetry {
namespace {

using testing::HasSubstr;

class AdminTest : public testing::Test {
 protected:
  // As the server does it: what admit() does not answer goes to handle().
  ports::HttpResponse ask(const std::string& path, const std::string& method = "GET") {
    ports::HttpRequest request;
    request.head.method = method;
    request.head.path = path;
    const ports::Admission admission = admin.admit(request.head);
    if (const auto* answered = std::get_if<ports::HttpResponse>(&admission)) {
      return *answered;
    }
    EXPECT_EQ(std::get<ports::ReadBody>(admission).body_limit, 0U);
    return test::run_coroutine(io, admin.handle(std::move(request)));
  }

  boost::asio::io_context io;
  test::ManualClock clock;
  test::MemorySpool spool;
  SpoolWatch watch{spool, clock};
  Health health{clock, {"ops"}, dingtalk::Language::en};
  Metrics metrics{clock, "1.2.3"};
  Log log{clock, {}};
  Admin admin{health, metrics, watch, log};
};

TEST_F(AdminTest, ServesHealthUnderBothOfItsNames) {
  for (const char* path : {"/healthz", "/-/healthy"}) {
    EXPECT_EQ(ask(path).status, 200) << path;
    EXPECT_EQ(ask(path, "HEAD").status, 200) << path;
  }
  EXPECT_EQ(spool.status_calls, 0) << "liveness asks nobody";
}

TEST_F(AdminTest, ServesReadinessWithWhatWaits) {
  EXPECT_EQ(ask("/readyz").status, 503);
  health.enter(Phase::ready);
  spool.stored_status.waiting.push_back({"ops", 7, Milliseconds{1'500}});
  clock.advance(Milliseconds{1'000});
  for (const char* path : {"/readyz", "/-/ready"}) {
    EXPECT_EQ(ask(path).status, 200);
    EXPECT_THAT(ask(path).body, HasSubstr(R"("pending":7,"oldest_pending_seconds":1)"));
  }
}

TEST_F(AdminTest, ServesMetricsWithWhatWaits) {
  spool.stored_status.waiting.push_back({"ops", 7, Milliseconds{1'500}});
  const ports::HttpResponse page = ask("/metrics");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("sentry_dingtalk_relay_backlog_deliveries{robot=\"ops\"} 7\n"));
  EXPECT_THAT(page.body, HasSubstr("sentry_dingtalk_relay_oldest_pending_age_seconds{robot=\"ops\"} 1.5\n"));
  EXPECT_EQ(ask("/metrics", "HEAD").status, 200);
}

TEST_F(AdminTest, ServesMetricsOfAFailedSpool) {
  spool.failure = Error{ErrorKind::io, "EIO"};
  EXPECT_THAT(ask("/metrics").body, HasSubstr("sentry_dingtalk_relay_build_info{version=\"1.2.3\"} 1\n"));
}

TEST_F(AdminTest, RefusesOtherPathsAndMethods) {
  EXPECT_EQ(ask("/").status, 404);
  for (const char* path : {"/healthz", "/readyz", "/metrics"}) {
    EXPECT_EQ(ask(path, "POST").status, 405) << path;
  }
}

}  // namespace
}  // namespace relay::telemetry
