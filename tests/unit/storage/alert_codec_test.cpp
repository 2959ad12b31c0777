// SPDX-License-Identifier: MIT
#include "storage/alert_codec.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

using alert::Alert;
using alert::FactName;

Alert full_alert() {
  Alert alert;
  alert.source = "main";
  alert.kind = alert::Kind::metric;
  alert.resource = "metric_alert";
  alert.action = "critical";
  alert.project = "Backend";
  alert.project_slug = "backend";
  alert.organization = "acme";
  alert.environment = "production";
  alert.level = alert::Level::fatal;
  alert.title = "错误率 too \"high\"";
  alert.message = "line one\n\tline two \\ 😀";
  alert.location = "app.views in <module>";
  alert.rules = {"first", "second"};
  alert.link = "https://sentry.example.com/issues/1/";
  alert.event_id = "e";
  alert.issue_id = "1";
  alert.short_id = "BACKEND-1A";
  alert.occurred_at = kWall;
  alert.facts = {{FactName::value, "42 %"}, {FactName::window, "10 min"}};
  return alert;
}

TEST(AlertCodec, BringsEverythingBack) {
  for (const Alert& alert : {full_alert(), Alert{}}) {
    EXPECT_EQ(must(decode_alert(encode_alert(alert))), alert);
  }
}

// The format is on people's disks: these bytes must stay readable for ever.
TEST(AlertCodec, ReadsWhatVersionOneWrote) {
  const std::string stored =
      R"({"a":"critical","at":1795392000000,"e":"production","ei":"e","f":[["value","42 %"],["window","10 min"]],)"
      R"("ii":"1","k":"metric","l":"fatal","m":"line one\n\tline two \\ 😀","o":"acme","p":"Backend","ps":"backend",)"
      R"("r":"metric_alert","ru":["first","second"],"s":"main","si":"BACKEND-1A","t":"错误率 too \"high\"",)"
      R"("u":"https://sentry.example.com/issues/1/","w":"app.views in <module>"})";
  EXPECT_EQ(must(decode_alert(stored)), full_alert());
}

TEST(AlertCodec, WritesCompactJson) {
  EXPECT_EQ(
      encode_alert(full_alert()),
      R"({"k":"metric","l":"fatal","s":"main","r":"metric_alert","a":"critical","p":"Backend","ps":"backend",)"
      R"("o":"acme","e":"production","t":"错误率 too \"high\"","m":"line one\n\tline two \\ 😀",)"
      R"("w":"app.views in <module>","u":"https://sentry.example.com/issues/1/","ei":"e","ii":"1",)"
      R"("si":"BACKEND-1A","ru":["first","second"],"f":[["value","42 %"],["window","10 min"]],"at":1795392000000})");
}

TEST(AlertCodec, IgnoresWhatALaterVersionAdded) {
  const Alert alert = must(decode_alert(
      R"({"t":"title","k":"profile","l":"purple","new":{"x":1},"f":[["value","1"],["mood","bad"],["odd"]],"at":"soon"})"));
  EXPECT_EQ(alert.title, "title");
  EXPECT_EQ(alert.kind, alert::Kind::unrecognised);
  EXPECT_EQ(alert.level, alert::Level::unknown);
  EXPECT_EQ(alert.facts, (std::vector<alert::Fact>{{FactName::value, "1"}}));
  EXPECT_FALSE(alert.occurred_at.has_value());
}

TEST(AlertCodec, WrongTypesCountAsAbsent) {
  EXPECT_EQ(must(decode_alert(R"({"t":5,"ru":"x","f":{"a":1},"s":null})")), Alert{});
}

TEST(AlertCodec, NoObjectIsMalformed) {
  for (const char* text : {"", "[]", "{", "null", "\"x\""}) {
    EXPECT_EQ(decode_alert(text).error().kind, ErrorKind::malformed) << text;
  }
}

TEST(AlertCodec, BrokenTextIsRepairedRatherThanRefused) {
  Alert alert;
  alert.title = "a\xFF";
  EXPECT_EQ(must(decode_alert(encode_alert(alert))).title, "a\xEF\xBF\xBD");
}

TEST(AlertCodec, RemembersThatAMessageWasCut) {
  Alert alert = full_alert();
  alert.message_cut = true;
  EXPECT_TRUE(must(decode_alert(encode_alert(alert))).message_cut);
}

TEST(AlertCodec, LargestAlertFitsEightKibibytes) {
  Alert alert = full_alert();
  alert.message = std::string(20'000, 'm');
  alert.title = std::string(20'000, 't');
  alert::fit_to_spool(alert);
  EXPECT_LE(encode_alert(alert).size(), 8192U);
}

}  // namespace
}  // namespace relay::storage
