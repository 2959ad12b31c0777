// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::routing {
namespace {

using testing::ElementsAre;

alert::Alert alert_of(alert::Kind kind) {
  alert::Alert alert;
  alert.kind = kind;
  return alert;
}

TEST(Router, SendsAnAlertToEveryRobotInOrder) {
  const Router router({"ops", "backend"}, {});
  const Routing routing = router.route(alert_of(alert::Kind::event));
  EXPECT_THAT(routing.robots, ElementsAre("ops", "backend"));
  EXPECT_EQ(routing.suppressed_by, "");
}

TEST(Router, NamesTheRuleThatKeepsAKindFromTheChat) {
  const Router router({"ops"}, {alert::Kind::installation});
  const Routing routing = router.route(alert_of(alert::Kind::installation));
  EXPECT_THAT(routing.robots, ElementsAre("ops"));
  EXPECT_EQ(routing.suppressed_by, "kinds.installation");
}

TEST(Router, WithoutARobotEveryAlertBelongsToThePreview) {
  const Router router({}, {});
  const Routing routing = router.route(alert_of(alert::Kind::event));
  EXPECT_TRUE(router.is_preview());
  EXPECT_THAT(routing.robots, ElementsAre(kPreviewRobot));
  EXPECT_EQ(routing.suppressed_by, "preview");
}

}  // namespace
}  // namespace relay::routing
