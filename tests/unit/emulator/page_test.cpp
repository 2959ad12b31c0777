// SPDX-License-Identifier: MIT
#include "emulator/page.hpp"

#include <gtest/gtest.h>

#include "emulator/page_style.hpp"
#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using test::Desk;
using test::markdown_body;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

std::string page_of(const Desk& desk, const std::string& query = "") {
  return answer_page(desk.state, parse_page_query(query), TimeZone::utc()).body;
}

TEST(Page, CarriesAStrictPolicy) {
  const auto response = answer_page(Desk().state, {}, TimeZone::utc());
  EXPECT_THAT(response.headers, Contains(Pair("content-security-policy", page_policy())));
  EXPECT_THAT(response.headers, Contains(Pair("x-content-type-options", "nosniff")));
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
}

TEST(Page, LoadsAndRunsNothing) {
  Desk desk;
  desk.send(markdown_body("<script>alert(1)</script> ![x](https://a.example/x.png)"));
  desk.send(markdown_body("<img src=x onerror=y>"), "nobody");
  for (const char* query : {"", "view=phone", "robot=~unknown"}) {
    SCOPED_TRACE(query);
    const std::string page = page_of(desk, query);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("\"https://")));
    EXPECT_THAT(page, Not(HasSubstr(" style=")));
  }
}

TEST(Page, CountsWhatBecameOfTheMessages) {
  Desk desk;
  desk.send(markdown_body("a", "u"));
  desk.send(markdown_body("a", "u"));
  desk.send("{");
  const std::string page = page_of(desk);
  EXPECT_THAT(page, HasSubstr("shown <b>1</b>"));
  EXPECT_THAT(page, HasSubstr("duplicate <b>1</b>"));
  EXPECT_THAT(page, HasSubstr("refused <b>1</b>"));
}

TEST(Page, ShowsOneRobotWhenAsked) {
  Desk desk;
  desk.send(markdown_body("from plain"));
  desk.send(markdown_body("Sentry from keyword"), "t-keyword");
  const std::string page = page_of(desk, "robot=keyword");
  EXPECT_THAT(page, HasSubstr("Sentry from keyword"));
  EXPECT_THAT(page, Not(HasSubstr("from plain")));
}

TEST(Page, PhoneShowsOnlyWhatIsInTheGroup) {
  Desk desk;
  desk.send(markdown_body("seen"));
  desk.send(markdown_body("unseen"), "t-walled");
  const std::string page = page_of(desk, "view=phone");
  EXPECT_THAT(page, HasSubstr("<p>seen</p>"));
  EXPECT_THAT(page, Not(HasSubstr("unseen")));
}

TEST(Page, ReloadsItselfOnlyWhenAsked) {
  EXPECT_THAT(page_of(Desk()), Not(HasSubstr("http-equiv")));
  EXPECT_THAT(page_of(Desk(), "live=1"), HasSubstr("<meta http-equiv=\"refresh\" content=\"2\">"));
}

TEST(Page, DrawsTheLastTwoHundred) {
  EmulatorOptions options = test::four_robots();
  options.per_window = 1'000;
  Desk desk(options);
  for (int i = 0; i < 201; ++i) {
    desk.send(markdown_body("x"));
  }
  const std::string page = page_of(desk);
  EXPECT_THAT(page, Not(HasSubstr("id=\"m1\"")));
  EXPECT_THAT(page, HasSubstr("id=\"m2\""));
  EXPECT_THAT(page, HasSubstr("id=\"m201\""));
}

TEST(Page, AddressesLeadBack) {
  const std::string address = page_address({"a&b \"", Client::phone, Reloading::live});
  EXPECT_EQ(address, "/?robot=a%26b%20%22&amp;view=phone&amp;live=1");
  const auto query = parse_page_query("robot=a%26b%20%22&view=phone&live=1");
  EXPECT_EQ(query.robot, "a&b \"");
  EXPECT_EQ(query.client, Client::phone);
  EXPECT_EQ(query.reloading, Reloading::live);
  EXPECT_EQ(page_address({}), "/");
}

}  // namespace
}  // namespace relay::emulator
