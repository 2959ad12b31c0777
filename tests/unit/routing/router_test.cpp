// SPDX-License-Identifier: MIT
#include "relay/routing/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace relay::routing {
namespace {

using testing::ElementsAre;

alert::Alert alert_of(alert::Kind kind, const std::string& title = "Boom") {
  alert::Alert alert;
  alert.kind = kind;
  alert.title = title;
  return alert;
}

TEST(Router, SendsAnAlertToEveryRobotInOrder) {
  const Router router({{"ops"}, {"backend"}}, {});
  EXPECT_THAT(router.route(alert_of(alert::Kind::event)),
              ElementsAre(Destination{"ops", ""}, Destination{"backend", ""}));
}

TEST(Router, NamesTheRuleThatKeepsAKindFromTheChat) {
  const Router router({{"ops"}}, {alert::Kind::installation});
  EXPECT_THAT(router.route(alert_of(alert::Kind::installation)), ElementsAre(Destination{"ops", "kinds.installation"}));
}

TEST(Router, NamesTheFilterThatKeepsAnAlertFromOneRobot) {
  const Router router({{"ops"}, {"web", KeywordFilter({}, {"boom"})}, {"db", KeywordFilter({"deadlock"}, {})}}, {});
  EXPECT_THAT(router.route(alert_of(alert::Kind::event)),
              ElementsAre(Destination{"ops", ""}, Destination{"web", "robots.web.exclude_keywords"},
                          Destination{"db", "robots.db.include_keywords"}));
  EXPECT_THAT(router.route(alert_of(alert::Kind::event, "Deadlock")),
              ElementsAre(Destination{"ops", ""}, Destination{"web", ""}, Destination{"db", ""}));
}

TEST(Router, LetsTheRuleOfTheKindNameItselfFirst) {
  const Router router({{"web", KeywordFilter({}, {"boom"})}}, {alert::Kind::installation});
  EXPECT_THAT(router.route(alert_of(alert::Kind::installation)), ElementsAre(Destination{"web", "kinds.installation"}));
}

TEST(Router, WithoutARobotEveryAlertBelongsToThePreview) {
  const Router router({}, {alert::Kind::installation});
  EXPECT_TRUE(router.is_preview());
  EXPECT_THAT(router.route(alert_of(alert::Kind::event)), ElementsAre(Destination{kPreviewRobot, "preview"}));
  EXPECT_THAT(router.route(alert_of(alert::Kind::installation)),
              ElementsAre(Destination{kPreviewRobot, "kinds.installation"}));
}

TEST(Router, ListsEveryRuleThatMayKeepAnAlertFromARobot) {
  EXPECT_THAT(Router({{"ops"}}, {alert::Kind::build}).suppressions(),
              ElementsAre(Destination{"ops", "robots.ops.exclude_keywords"},
                          Destination{"ops", "robots.ops.include_keywords"}, Destination{"ops", "kinds.build"}));
  EXPECT_THAT(Router({}, {alert::Kind::build}).suppressions(),
              ElementsAre(Destination{kPreviewRobot, kPreviewRule}, Destination{kPreviewRobot, "kinds.build"}));
}

}  // namespace
}  // namespace relay::routing
