// SPDX-License-Identifier: MIT
#include "relay/dingtalk/shed_notice.hpp"

#include <algorithm>

#include "dingtalk/words.hpp"

namespace relay::dingtalk {
namespace {

constexpr std::size_t kNamedGroups = 20;

std::string line_of(const delivery::ShedGroup& group, Language language) {
  std::string line = "- " + std::string(to_string(group.level)) + ": " + alert_count(group.alerts, language);
  return group.project.empty() ? line : line + ", " + group.project;
}

std::string rest_of(const delivery::Shed& shed, Language language) {
  std::int64_t alerts = 0;
  for (std::size_t i = kNamedGroups; i < shed.groups.size(); ++i) {
    alerts += shed.groups[i].alerts;
  }
  return alerts == 0 ? "" : "\n- … " + alert_count(alerts, language);
}

}  // namespace

alert::Alert shed_notice(const delivery::Shed& shed, Language language, const TimeZone& zone) {
  alert::Alert notice;
  notice.source = "sentry-dingtalk-relay";
  notice.kind = alert::Kind::notice;
  notice.resource = "notice";
  notice.action = "shed";
  notice.level = alert::Level::warning;
  notice.title = "⚠️ " + alert_count(shed.alerts, language) + std::string(phrase(Phrase::shed_title, language));
  notice.message = zone.format(shed.first) + " – " + zone.format(shed.last);
  for (std::size_t i = 0; i < std::min(kNamedGroups, shed.groups.size()); ++i) {
    notice.message += "\n" + line_of(shed.groups[i], language);
    notice.level = std::max(notice.level, shed.groups[i].level);
  }
  notice.message += rest_of(shed, language) + "\n" + std::string(phrase(Phrase::shed_note, language));
  alert::fit_to_spool(notice);
  return notice;
}

}  // namespace relay::dingtalk
