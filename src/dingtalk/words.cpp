// SPDX-License-Identifier: MIT
#include "dingtalk/words.hpp"

#include <algorithm>
#include <array>

namespace relay::dingtalk {
namespace {

using alert::FactName;

struct Words {
  std::string_view en;
  std::string_view zh;
};

std::string_view in(const Words& words, Language language) {
  switch (language) {
    case Language::en:
      return words.en;
    case Language::zh:
      return words.zh;
  }
  return words.en;
}

// NOLINTNEXTLINE(readability-function-size): a table, and the compiler finds a missing row.
Words words_of(Phrase name) {
  switch (name) {
    case Phrase::project:
      return {"📦 Project", "📦 项目"};
    case Phrase::organization:
      return {"🏢 Organization", "🏢 组织"};
    case Phrase::environment:
      return {"🌍 Env", "🌍 环境"};
    case Phrase::level:
      return {"🚦 Level", "🚦 级别"};
    case Phrase::location:
      return {"📍 Location", "📍 位置"};
    case Phrase::trigger:
      return {"📢 **Trigger**: ", "📢 **触发规则**: "};
    case Phrase::issue_id:
      return {"🔖 Issue", "🔖 问题编号"};
    case Phrase::robot:
      return {"🤖 Robot", "🤖 机器人"};
    case Phrase::time:
      return {"🕐 Time", "🕐 时间"};
    case Phrase::bytes:
      return {" bytes", " 字节"};
    case Phrase::not_known:
      return {"N/A", "N/A"};
    case Phrase::view_issue:
      return {"👉 View Issue on Sentry", "👉 在 Sentry 中查看"};
    case Phrase::view_alert:
      return {"👉 View Alert on Sentry", "👉 在 Sentry 中查看告警"};
    case Phrase::view_details:
      return {"👉 View Details", "👉 查看详情"};
    case Phrase::cut_note:
      return {"… cut, open Sentry for the rest", "… 已截断，打开 Sentry 查看全部"};
    case Phrase::repeat_note:
      return {"🔁 (possibly a repeat)", "🔁（可能是重复消息）"};
    case Phrase::refused_note:
      return {"DingTalk refused the full message. Open Sentry for the details.",
              "完整消息被钉钉拒绝，请打开 Sentry 查看详情。"};
    case Phrase::digest_note:
      return {"DingTalk takes 20 messages a minute from a robot, so these alerts come together.",
              "钉钉每分钟只接收一个机器人的 20 条消息，因此这些告警合并发送。"};
    case Phrase::shed_note:
      return {"Make room on the disk of the spool, raise spool.max_bytes, or see why alerts wait.",
              "请清理 spool 所在磁盘、调大 spool.max_bytes，或检查告警为何积压。"};
    case Phrase::unrecognised:
      return {"Sentry sent something this relay does not know", "Sentry 发来了本程序无法识别的内容"};
    case Phrase::test_title:
      return {"🔔 Test message", "🔔 测试消息"};
    case Phrase::test_note:
      return {"This is only a test by sentry-dingtalk-relay. Nothing is wrong: alerts of this robot arrive here.",
              "这是 sentry-dingtalk-relay 发送的测试消息，并没有真实的告警：今后该机器人的告警会发到这里。"};
    case Phrase::everybody:
      return {"@所有人", "@所有人"};
  }
  return {};
}

Words words_of(FactName name) {
  switch (name) {
    case FactName::action:
      return {"⚡ Action", "⚡ 操作"};
    case FactName::actor:
      return {"👤 By", "👤 操作人"};
    case FactName::assignee:
      return {"🙋 Assigned to", "🙋 指派给"};
    case FactName::resolution:
      return {"✅ Resolution", "✅ 解决方式"};
    case FactName::release:
      return {"🏷️ Release", "🏷️ 版本"};
    case FactName::value:
      return {"📈 Value", "📈 当前值"};
    case FactName::threshold:
      return {"🎯 Threshold", "🎯 阈值"};
    case FactName::window:
      return {"⏱️ Window", "⏱️ 时间窗口"};
    case FactName::query:
      return {"🔍 Query", "🔍 查询"};
    case FactName::started:
      return {"🕐 Started", "🕐 开始时间"};
    case FactName::ended:
      return {"🏁 Ended", "🏁 结束时间"};
    case FactName::count:
      return {"🔢 Events", "🔢 事件数"};
    case FactName::users:
      return {"👥 Users affected", "👥 影响用户数"};
    case FactName::priority:
      return {"❗ Priority", "❗ 优先级"};
    case FactName::app:
      return {"📱 App", "📱 应用"};
    case FactName::size:
      return {"📐 Size", "📐 大小"};
    case FactName::commit:
      return {"🧬 Commit", "🧬 提交"};
    case FactName::status:
      return {"📋 Status", "📋 状态"};
    case FactName::run:
      return {"🎬 Run", "🎬 运行编号"};
    case FactName::changes:
      return {"🛠️ Changes", "🛠️ 代码变更"};
    case FactName::resource:
      return {"🧩 Resource", "🧩 资源类型"};
    case FactName::body_size:
      return {"📏 Size of the body", "📏 请求体大小"};
    case FactName::body_keys:
      return {"🔑 First keys", "🔑 前几个字段"};
  }
  return {};
}

struct Prefix {
  std::string_view action;
  Words words;
};

constexpr auto kPrefixes = std::to_array<Prefix>({
    {"resolved", {"✅ Resolved: ", "✅ 已解决："}},
    {"unresolved", {"🔁 Reopened: ", "🔁 重新打开："}},
    {"assigned", {"🙋 Assigned: ", "🙋 已指派："}},
    {"ignored", {"🔕 Ignored: ", "🔕 已忽略："}},
    {"archived", {"🔕 Archived: ", "🔕 已归档："}},
});

}  // namespace

std::string_view phrase(Phrase name, Language language) { return in(words_of(name), language); }

std::string_view label(FactName name, Language language) { return in(words_of(name), language); }

std::string_view title_prefix(alert::Kind kind, std::string_view action, Language language) {
  if (kind != alert::Kind::issue) {
    return {};
  }
  const auto* known =
      std::find_if(kPrefixes.begin(), kPrefixes.end(), [=](const Prefix& prefix) { return prefix.action == action; });
  return known == kPrefixes.end() ? std::string_view{} : in(known->words, language);
}

std::string digest_title(std::int64_t alerts, Language language) {
  return "📦 " + alert_count(alerts, language) + std::string(in({" in one message", "（合并为一条消息）"}, language));
}

std::string alert_count(std::int64_t alerts, Language language) {
  const std::string_view english = alerts == 1 ? " alert" : " alerts";
  return std::to_string(alerts) + std::string(in({english, " 条告警"}, language));
}

std::string digest_counts(std::int64_t issues, std::int64_t alerts, Language language) {
  const std::string_view english = issues == 1 ? " issue, " : " issues, ";
  return std::to_string(issues) + std::string(in({english, " 个问题，"}, language)) + alert_count(alerts, language);
}

std::string delayed_by(Milliseconds waited, Language language) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(waited).count();
  constexpr auto kHour = 60;
  const bool in_hours = minutes >= 2 * kHour;
  const std::string count = std::to_string(in_hours ? minutes / kHour : minutes);
  const Words unit = in_hours ? Words{" h", " 小时"} : Words{" min", " 分钟"};
  return std::string(in({"⏳ Delayed ", "⏳ 延迟 "}, language)) + count + std::string(in(unit, language));
}

std::string_view delay_cause(delivery::Reason reason, Language language) {
  using delivery::Reason;
  switch (reason) {
    case Reason::none:
    case Reason::shutting_down:
      return {};
    case Reason::rate_limit:
    case Reason::address_rate_limit:
    case Reason::quota:
      return in({"DingTalk's rate limit", "钉钉限流"}, language);
    case Reason::resolve:
    case Reason::connect:
    case Reason::tls:
    case Reason::write:
    case Reason::unanswered:
      return in({"DingTalk could not be reached", "无法连接钉钉"}, language);
    case Reason::busy:
    case Reason::server_error:
    case Reason::unexpected_answer:
    case Reason::not_json:
      return in({"DingTalk had a bad moment", "钉钉服务异常"}, language);
    case Reason::clock_skew:
      return in({"this machine's clock is wrong", "本机时钟有误"}, language);
    case Reason::too_long:
    case Reason::unsafe_link:
    case Reason::moderated:
    case Reason::malformed_message:
    case Reason::token_unknown:
    case Reason::robot_disabled:
    case Reason::robot_removed:
    case Reason::group_disbanded:
    case Reason::signature_mismatch:
    case Reason::keyword_missing:
    case Reason::address_not_allowed:
    case Reason::send_forbidden:
    case Reason::request_refused:
      return in({"the robot refused messages", "机器人曾拒收消息"}, language);
  }
  return {};
}

std::string again_note(std::int64_t count, const std::string& since, Language language) {
  const std::string number = std::to_string(count);
  return language == Language::zh ? "🔂 自 " + since + " 起还有 " + number + " 条相同告警"
                                  : "🔂 " + number + " more of this issue since " + since;
}

std::string copy_note(const std::string& robot, Language language) {
  return language == Language::zh ? "↪️ 机器人 " + robot + " 拒收消息，此为转发副本"
                                  : "↪️ A copy: robot " + robot + " refuses messages";
}

}  // namespace relay::dingtalk
