// SPDX-License-Identifier: MIT
#include "relay/dingtalk/notices.hpp"

#include <algorithm>

#include "dingtalk/words.hpp"
#include "relay/dingtalk/cure.hpp"

namespace relay::dingtalk {
namespace {

using alert::Alert;
using alert::Level;
using delivery::ShedGroup;
using delivery::State;

constexpr std::size_t kNamedGroups = 20;

bool is_chinese(Language language) { return language == Language::zh; }

Alert notice(const char* action, Level level, std::string title, std::string message) {
  Alert alert;
  alert.source = "sentry-dingtalk-relay";
  alert.kind = alert::Kind::notice;
  alert.resource = "notice";
  alert.action = action;
  alert.level = level;
  alert.title = std::move(title);
  alert.message = std::move(message);
  alert::fit_to_spool(alert);
  return alert;
}

std::string words_of(State state, Language language) {
  const bool zh = is_chinese(language);
  switch (state) {
    case State::dead:
      return zh ? "内容被钉钉拒绝" : "refused by DingTalk for their content";
    case State::unknown:
      return zh ? "钉钉没有应答，不知道是否已显示" : "unanswered by DingTalk: they may or may not have been shown";
    case State::expired:
      return zh ? "等待过久而过期" : "expired after waiting too long";
    case State::shed:
      return zh ? "因中继没有空间保存而仅计数" : "only counted: the relay had no room left to store them";
    case State::pending:
    case State::shown:
    case State::digested:
    case State::suppressed:
    case State::duplicate:
    case State::discarded:
      break;
  }
  return std::string(to_string(state));
}

// A line for each group, so far as there is room, and what to do.
std::string shed_lines(const std::vector<ShedGroup>& groups, Language language) {
  std::string lines;
  std::int64_t rest = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const ShedGroup& group = groups[i];
    if (i >= kNamedGroups) {
      rest += group.alerts;
      continue;
    }
    lines += "- " + std::string(to_string(group.level)) + ": " + alert_count(group.alerts, language);
    lines += (group.project.empty() ? "" : ", " + group.project) + "\n";
  }
  if (rest > 0) {
    lines += "- … " + alert_count(rest, language) + "\n";
  }
  return groups.empty() ? lines : lines + std::string(phrase(Phrase::shed_note, language)) + "\n";
}

// Those that were only counted have no name.
std::string list_commands(const std::string& robot, const delivery::Losses& losses, Language language) {
  std::string commands;
  for (const auto& [state, count] : losses.ends) {
    if (state != State::shed) {
      commands += "\nsentry-dingtalk-relay deliveries --robot " + robot + " --state " + std::string(to_string(state));
    }
  }
  return commands.empty() ? commands : (is_chinese(language) ? "逐条查看：" : " Each by name:") + commands;
}

// "24 h", "90 min"
std::string length_of(std::chrono::seconds time, Language language) {
  constexpr auto kHour = std::chrono::hours{1};
  const bool zh = is_chinese(language);
  if (time >= kHour && time % kHour == std::chrono::seconds{0}) {
    return std::to_string(std::chrono::floor<std::chrono::hours>(time).count()) + (zh ? " 小时" : " h");
  }
  return std::to_string(std::chrono::ceil<std::chrono::minutes>(time).count()) + (zh ? " 分钟" : " min");
}

}  // namespace

Alert losses_notice(const std::string& robot, const delivery::Losses& losses, const TimeZone& zone, Language language) {
  const bool zh = is_chinese(language);
  std::string list;
  for (const auto& [state, count] : losses.ends) {
    list += std::to_string(count) + (zh ? " 条" : " ") + words_of(state, language) + "\n";
  }
  const std::string number = std::to_string(losses.total());
  const Level worst = losses.shed.empty() ? Level::error : losses.shed.front().level;
  return notice(
      "losses", std::max(worst, Level::error),
      zh ? "⚠️ " + number + " 条告警没有送达本群" : "⚠️ " + number + " alerts did not arrive in this chat",
      list + shed_lines(losses.shed, language) +
          (zh ? "自 " + zone.format(losses.since) + " 起。" : "Since " + zone.format(losses.since) + ".") +
          list_commands(robot, losses, language));
}

Alert fallback_notice(const std::string& robot, delivery::Reason reason, const std::string& detail, Language language) {
  const bool zh = is_chinese(language);
  std::string message(cure(reason, language));
  message += (message.empty() || detail.empty() ? "" : "\n") + detail;
  message += (message.empty() ? "" : "\n") +
             std::string(zh ? "恢复之前，它的告警会在本群显示一份副本。"
                            : "Until it takes messages again, this chat gets copies of its alerts.");
  return notice("fallback", Level::error,
                zh ? "⚠️ 机器人 " + robot + " 拒收消息" : "⚠️ Robot " + robot + " refuses messages",
                std::move(message));
}

Alert silence_notice(const std::string& source, WallTime heard, std::chrono::seconds alarm, const TimeZone& zone,
                     Language language) {
  const bool zh = is_chinese(language);
  const std::string length = length_of(alarm, language);
  return notice(
      "silence", Level::warning,
      zh ? "🔇 来源 " + source + " 已超过 " + length + "没有消息"
         : "🔇 Nothing came from source " + source + " for " + length,
      zh ? "最近一次：" + zone.format(heard) + "\n请检查 Sentry 中的集成是否仍然启用、告警规则是否仍然选择了它。"
         : "Last heard: " + zone.format(heard) +
               "\nCheck in Sentry that the integration is still enabled and that alert rules still name it.");
}

}  // namespace relay::dingtalk
