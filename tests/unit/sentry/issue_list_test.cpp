// SPDX-License-Identifier: MIT
#include "relay/sentry/issue_list.hpp"

#include <gtest/gtest.h>

namespace relay::sentry {
namespace {

TEST(IssueList, IsTheProjectsList) {
  EXPECT_EQ(issue_list("https://sentry.example.com/organizations/acme/issues/42/?project=7"),
            "https://sentry.example.com/organizations/acme/issues/?project=7");
  EXPECT_EQ(issue_list("https://acme.sentry.io/issues/42/?referrer=x"), "https://acme.sentry.io/issues/");
  EXPECT_EQ(issue_list("https://sentry.example.com:8443/acme/shop/issues/42/"),
            "https://sentry.example.com:8443/acme/shop/issues/");
}

TEST(IssueList, OnlyAnIssuesPageHasOne) {
  EXPECT_EQ(issue_list(""), "");
  EXPECT_EQ(issue_list("https://github.com/acme/shop/pull/7"), "");
  EXPECT_EQ(issue_list("not an address"), "");
}

}  // namespace
}  // namespace relay::sentry
