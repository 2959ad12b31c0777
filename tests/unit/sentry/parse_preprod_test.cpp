// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/sentry/fixture.hpp"

namespace relay::sentry {
namespace {

using alert::FactName;
using test::parse_fixture;

TEST(ParsePreprod, ReadsASizeAnalysis) {
  const Parsed parsed = parse_fixture("preprod_artifact-size_analysis");
  const alert::Alert& alert = parsed.alert;
  EXPECT_EQ(alert.kind, alert::Kind::build);
  EXPECT_EQ(alert.resource, "preprod_artifact");
  EXPECT_EQ(alert.project, "mobile");
  EXPECT_EQ(alert.organization, "acme");
  EXPECT_EQ(alert.title, "Shop 7.2.0 (1841): size analysis completed");
  EXPECT_EQ(alert.level, alert::Level::unknown);
  EXPECT_EQ(alert.occurred_at, test::at(1795419000250));
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{FactName::action, "size analysis completed"},
                                                   {FactName::app, "Shop 7.2.0 (1841)"},
                                                   {FactName::size, "download 27.0 MiB, install 30.0 MiB"},
                                                   {FactName::commit, "0123456789ab (base fedcba987654)"},
                                                   {FactName::status, "COMPLETED"}}));
  EXPECT_EQ(parsed.dedup.subject, "preprod_artifact|172|size_analysis_completed|COMPLETED");
}

TEST(ParsePreprod, AnInstallableBuildLinksToItsDownload) {
  EXPECT_EQ(parse_fixture("preprod_artifact-build_distribution", test::self_hosted()).alert.link,
            "https://sentry.example.com/api/0/projects/acme/mobile/files/installablepreprodartifact/k3y/"
            "?response_format=apk");
}

TEST(ParsePreprod, APropertyListIsNoLink) {
  const Parsed parsed = parse(R"({"action":"build_distribution_completed","data":{"buildId":1,)"
                              R"("installUrl":"https://sentry.example.com/x/?response_format=plist"}})",
                              "preprod_artifact", test::source());
  EXPECT_EQ(parsed.alert.link, "");
}

TEST(ParsePreprod, AFailureIsAnError) {
  const Parsed parsed = parse_fixture("preprod_artifact-failed");
  EXPECT_EQ(parsed.alert.level, alert::Level::error);
  EXPECT_EQ(parsed.alert.message, "The archive holds no executable.");
  EXPECT_EQ(test::fact(parsed, FactName::status), "FAILED");
}

}  // namespace
}  // namespace relay::sentry
