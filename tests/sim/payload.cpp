// SPDX-License-Identifier: MIT
#include "sim/payload.hpp"

#include <iomanip>
#include <sstream>

#include "sim/chat.hpp"
#include "sim/relay.hpp"

namespace relay::sim {
namespace {

std::string marks_of(const Incoming& alert) {
  return "Qi" + std::to_string(alert.issue) + "z Qa" + std::to_string(alert.number) + "z" +
         (alert.silenced ? std::string(" ") + kSilencedWord : "");
}

std::string words_of(const Incoming& alert) {
  return (alert.bad_message ? std::string(kBadMessage) : "it broke") + " " + topic_word(alert.topic);
}

constexpr const char* kInstallation = R"("installation":{"uuid":"0b1c6a52-3c6f-4b0e-9a5e-7d1f0f5c2a11"}})";

std::string event(const Incoming& alert) {
  std::ostringstream id;
  id << "feed" << std::setw(8) << std::setfill('0') << alert.number;
  const std::string issue = std::to_string(alert.issue);
  const std::string title = "Boom " + marks_of(alert) + (alert.bad_title ? " " + std::string(kBadTitle) : "");
  return R"({"action":"triggered","data":{"event":{"event_id":")" + id.str() + R"(","platform":"go","title":")" +
         title + R"(","message":")" + words_of(alert) + R"(","level":")" + std::string(to_string(alert.level)) +
         R"(","issue_id":")" + issue + R"(","web_url":"https://sentry.example.com/organizations/acme/issues/)" + issue +
         "/events/" + id.str() + R"(/"},"triggered_rule":"any"},)" + kInstallation;
}

std::string comment(const Incoming& alert) {
  return R"({"action":"created","data":{"comment_id":)" + std::to_string(alert.number + 1) + R"(,"issue_id":)" +
         std::to_string(alert.issue) +
         R"(,"project_slug":"shop","timestamp":"2026-11-23T08:40:11.250000Z","comment":")" + marks_of(alert) + " " +
         words_of(alert) + R"("},"actor":{"type":"user","id":1042,"name":"Lin Yue"},)" + kInstallation;
}

}  // namespace

std::string payload(const Incoming& alert) { return alert.comment ? comment(alert) : event(alert); }

}  // namespace relay::sim
