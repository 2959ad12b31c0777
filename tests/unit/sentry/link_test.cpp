// SPDX-License-Identifier: MIT
#include "sentry/link.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

Source on(std::string base_url) {
  Source source;
  source.base_url = std::move(base_url);
  return source;
}

TEST(Link, KnowsThePlacesInAddresses) {
  struct Case {
    const char* url;
    Place place;
  };
  const Case cases[] = {
      {"https://s.example/organizations/acme/issues/42/events/e1/", {"https://s.example", "acme", "", "42", "e1"}},
      {"https://acme.sentry.io/issues/42/?project=1", {"https://acme.sentry.io", "acme", "", "42", ""}},
      {"https://us.sentry.io/api/0/organizations/acme/issues/42/", {"https://us.sentry.io", "acme", "", "42", ""}},
      {"https://s.example:9000/api/0/projects/acme/web/events/e1/",
       {"https://s.example:9000", "acme", "web", "", "e1"}},
      {"https://s.example/api/0/issues/42/", {"https://s.example", "", "", "42", ""}},
      {"https://sentry.io/acme/web/issues/42/", {"https://sentry.io", "acme", "web", "42", ""}},
      {"https://app.getsentry.com/acme/web/group/42/", {"https://app.getsentry.com", "acme", "web", "42", ""}},
      {"https://www.sentry.io/issues/42/", {"https://www.sentry.io", "", "", "42", ""}},
      {"https://s.example/", {"https://s.example", "", "", "", ""}},
      {"/organizations/acme/issues/42/", {}},
      {"ftp://s.example/organizations/acme/", {}},
      {"", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.url);
    const Place place = place_in(c.url);
    EXPECT_EQ(place.origin, c.place.origin);
    EXPECT_EQ(place.organization, c.place.organization);
    EXPECT_EQ(place.project, c.place.project);
    EXPECT_EQ(place.issue_id, c.place.issue_id);
    EXPECT_EQ(place.event_id, c.place.event_id);
  }
}

TEST(Link, RewritesPagesOfSentryOnly) {
  const Source source = on("https://errors.example:8443");
  struct Case {
    const char* url;
    const char* page;
  };
  const Case cases[] = {
      {"http://sentry:9000/organizations/acme/issues/1/?project=2#x",
       "https://errors.example:8443/organizations/acme/issues/1/?project=2#x"},
      {"https://sentry.io/acme/web/issues/1/", "https://errors.example:8443/acme/web/issues/1/"},
      {"https://acme.sentry.io/issues/1/", "https://errors.example:8443/organizations/acme/issues/1/"},
      {"https://acme.sentry.io/organizations/acme/issues/1/",
       "https://errors.example:8443/organizations/acme/issues/1/"},
      {"https://github.com/acme/shop/pull/1", "https://github.com/acme/shop/pull/1"},
      {"/organizations/acme/issues/1/", "https://errors.example:8443/organizations/acme/issues/1/"},
      {"//evil.example/organizations/acme/issues/1/", ""},
      {"https://s.example/api/0/organizations/acme/issues/1/", ""},
      {"javascript:alert(1)", ""},
      {"data:text/html,x", ""},
      {"mailto:a@b.example", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.url);
    EXPECT_EQ(page(c.url, source), c.page);
  }
}

TEST(Link, StaysWithoutABaseUrl) {
  EXPECT_EQ(page("https://acme.sentry.io/issues/1/", on("")), "https://acme.sentry.io/issues/1/");
  EXPECT_EQ(page("/organizations/acme/issues/1/", on("")), "");
}

TEST(Link, KeepsTheCustomersOwnDomain) {
  EXPECT_EQ(page("https://acme.sentry.io/issues/1/", on("https://acme.sentry.io")), "https://acme.sentry.io/issues/1/");
}

TEST(Link, EncodesWhatAnAddressMayNotHold) {
  EXPECT_EQ(page("https://s.example/organizations/acme/issues/1/?q=a b\"<中>", on("")),
            "https://s.example/organizations/acme/issues/1/?q=a%20b%22%3C%E4%B8%AD%3E");
  EXPECT_EQ(page("https://s.example/organizations/acme/\r\nissues/1/", on("")),
            "https://s.example/organizations/acme/%20issues/1/");
}

TEST(Link, DropsUserAndPassword) {
  EXPECT_EQ(page("https://user:secret@s.example/organizations/acme/issues/1/", on("")),
            "https://s.example/organizations/acme/issues/1/");
}

TEST(Link, ElsewhereIsLeftAlone) {
  EXPECT_EQ(elsewhere("https://github.com/acme/shop/pull/1"), "https://github.com/acme/shop/pull/1");
  EXPECT_EQ(elsewhere("itms-services://?action=download"), "");
}

TEST(Link, BuildsTheIssuePage) {
  EXPECT_EQ(issue_page(on("https://errors.example"), "https://s.example", "acme", "42"),
            "https://errors.example/organizations/acme/issues/42/");
  EXPECT_EQ(issue_page(on(""), "https://s.example", "a/c", "4?2"),
            "https://s.example/organizations/a%2Fc/issues/4%3F2/");
  EXPECT_EQ(issue_page(on(""), "", "acme", "42"), "");
  EXPECT_EQ(issue_page(on("https://errors.example"), "", "", "42"), "");
  EXPECT_EQ(issue_page(on("https://errors.example"), "", "acme", ""), "");
}

}  // namespace
}  // namespace relay::sentry
