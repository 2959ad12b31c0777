// SPDX-License-Identifier: MIT
#include "relay/dingtalk/cure.hpp"

namespace relay::dingtalk {
namespace {

using delivery::Reason;

struct Sentences {
  std::string_view en;
  std::string_view zh;
};

// NOLINTNEXTLINE(readability-function-size): a table, and the compiler finds a missing row.
Sentences sentences_of(Reason reason) {
  switch (reason) {
    case Reason::none:
      return {};
    case Reason::resolve:
      return {"The name of the robot's endpoint has no address: check this host's DNS and `endpoint` in relay.yaml.",
              "无法解析机器人 endpoint 的域名：请检查本机 DNS 以及 relay.yaml 中的 `endpoint`。"};
    case Reason::connect:
      return {"DingTalk cannot be reached from here: check the network, the firewall and `proxy` in relay.yaml.",
              "无法连接钉钉：请检查网络、防火墙以及 relay.yaml 中的 `proxy`。"};
    case Reason::tls:
      return {
          "The TLS handshake failed: check this host's clock and CA certificates, and set `ca_file` in relay.yaml "
          "if a proxy opens the traffic.",
          "TLS 握手失败：请检查本机时间和 CA 证书；如果经过解密流量的代理，请在 relay.yaml 中设置 `ca_file`。"};
    case Reason::write:
      return {
          "The connection broke while the message was being sent; it is sent again. If this goes on, check the "
          "network and `proxy` in relay.yaml.",
          "发送过程中连接中断，消息会自动重发；如果持续出现，请检查网络和 relay.yaml 中的 `proxy`。"};
    case Reason::unanswered:
      return {
          "DingTalk did not answer, so the message may or may not be in the group; if this goes on, check the "
          "network and `deadline` in relay.yaml.",
          "钉钉没有应答，消息可能已经发出也可能没有；如果持续出现，请检查网络和 relay.yaml 中的 `deadline`。"};
    case Reason::shutting_down:
      return {"The relay stopped while the message was under way; it goes on with it at the next start.",
              "发送过程中程序停止，下次启动后会继续处理这条消息。"};
    case Reason::busy:
      return {"DingTalk says that it is busy; the message is sent again, and nobody has to do anything.",
              "钉钉系统繁忙，消息会自动重发，无需处理。"};
    case Reason::server_error:
      return {
          "DingTalk, or a gateway before it, has an error of its own; the message is sent again. If this goes on, "
          "check `proxy` and `endpoint` in relay.yaml.",
          "钉钉或其网关内部出错，消息会自动重发；如果持续出现，请检查 relay.yaml 中的 `proxy` 和 `endpoint`。"};
    case Reason::unexpected_answer:
      return {
          "DingTalk answered something undocumented: read its words, check `endpoint` in relay.yaml, and report it "
          "to this project.",
          "钉钉返回了文档中没有的应答：请查看原文，检查 relay.yaml 中的 `endpoint`，并反馈给本项目。"};
    case Reason::not_json:
      return {
          "The answer is not DingTalk's JSON: it limits the rate, or a proxy or login page answers in its place; "
          "check `endpoint` and `proxy` in relay.yaml.",
          "应答不是钉钉的 JSON：可能正在限流，也可能是代理或登录页代为应答；请检查 relay.yaml 中的 `endpoint` 和 "
          "`proxy`。"};
    case Reason::rate_limit:
      return {
          "This robot sent too much, so DingTalk blocks it for ten minutes and alerts wait here; if other programs "
          "use the same webhook, give them a robot of their own or lower `max_per_minute` in relay.yaml.",
          "该机器人发送过快，被钉钉限流十分钟，告警会在这里等待；如果其他程序也使用同一个 webhook，"
          "请为它们另建机器人，或调低 relay.yaml 中的 `max_per_minute`。"};
    case Reason::address_rate_limit:
      return {
          "DingTalk blocks this machine's whole address for some minutes: find what else sends to DingTalk from "
          "behind it.",
          "钉钉暂时封禁了本机的出口 IP：请查找同一出口下还有哪些程序在向钉钉大量发送。"};
    case Reason::quota:
      return {
          "The organisation's daily or monthly quota of webhook calls is used up: ask a DingTalk administrator to "
          "raise it, or send fewer alerts.",
          "企业的 webhook 调用额度（按天或按月）已用完：请联系钉钉管理员提高额度，或减少告警数量。"};
    case Reason::too_long:
      return {
          "DingTalk refused the message as too long; a shorter one is sent instead. If that is refused as well, "
          "open the alert in Sentry.",
          "钉钉认为消息过长，将改发精简版；如果仍被拒绝，请在 Sentry 中查看该告警。"};
    case Reason::unsafe_link:
      return {
          "DingTalk regards a link in the message as unsafe; a version without links is sent instead. If that is "
          "refused "
          "as well, open the alert in Sentry. If Sentry's own address is meant, ask DingTalk to allow it or set "
          "another "
          "`base_url` in relay.yaml.",
          "钉钉认为消息中的链接不安全，将改发不含链接的版本；如果仍被拒绝，请在 Sentry 中查看该告警。"
          "如果被拦截的是 Sentry 自身的地址，请向钉钉申请放行，或在 relay.yaml 中更换 `base_url`。"};
    case Reason::moderated:
      return {
          "DingTalk's moderation refused words of the message; a version with little of its text is sent instead. If "
          "that is refused as well, open the alert in Sentry.",
          "消息内容未通过钉钉的内容审核，将改发精简版；如果仍被拒绝，请在 Sentry 中查看该告警。"};
    case Reason::malformed_message:
      return {
          "DingTalk could not read the message, which is a bug of this relay or of a proxy that changes requests: "
          "report DingTalk's words to this project.",
          "钉钉无法解析该消息，这是本程序或改写请求的代理的缺陷：请把钉钉返回的原文反馈给本项目。"};
    case Reason::token_unknown:
      return {
          "DingTalk does not know this access token: copy the robot's webhook from the group's settings again into "
          "`access_token` in relay.yaml, and check that `endpoint` is the host of that webhook.",
          "钉钉不认识该 access_token：请在群设置中重新复制机器人的 webhook，填入 relay.yaml 的 `access_token`，"
          "并确认 `endpoint` 与该 webhook 的域名一致。"};
    case Reason::robot_disabled:
      return {"The robot is switched off: enable it in the settings of its DingTalk group.",
              "机器人已停用：请在钉钉群设置中重新启用。"};
    case Reason::robot_removed:
      return {
          "The robot is no longer in its group: add it again in DingTalk and put the new `access_token` and "
          "`secret` into relay.yaml.",
          "机器人已不在群里：请在钉钉中重新添加，并把新的 `access_token` 和 `secret` 写入 relay.yaml。"};
    case Reason::group_disbanded:
      return {
          "The DingTalk group was disbanded: add a robot to another group and put its `access_token` and `secret` "
          "into relay.yaml.",
          "钉钉群已解散：请在其他群添加机器人，并把它的 `access_token` 和 `secret` 写入 relay.yaml。"};
    case Reason::signature_mismatch:
      return {
          "The signature is refused: copy the secret that begins with SEC from the robot's security settings into "
          "`secret` in relay.yaml, whole; if it is missing there, signing is on in DingTalk only.",
          "签名不匹配：请在机器人的安全设置中完整复制以 SEC 开头的密钥，填入 relay.yaml 的 `secret`；"
          "如果那里为空，说明只有钉钉一侧开启了加签。"};
    case Reason::keyword_missing:
      return {
          "The robot only takes messages with its custom keyword: open its security settings in DingTalk and set "
          "`keyword` in relay.yaml to exactly one of the words there.",
          "消息中没有机器人要求的自定义关键词：请打开钉钉中该机器人的安全设置，把 relay.yaml 的 `keyword` "
          "设为其中一个词，必须完全一致。"};
    case Reason::address_not_allowed:
      return {
          "The robot does not take messages from this address: add this machine's public IPv4 address to the "
          "robot's security settings in DingTalk, or set a `proxy` with a fixed address in relay.yaml.",
          "本机 IP 不在机器人的白名单中：请在钉钉中该机器人的安全设置里加入本机的公网 IPv4 地址，"
          "或在 relay.yaml 中设置出口地址固定的 `proxy`。"};
    case Reason::send_forbidden:
      return {
          "DingTalk's security check refused the message without saying why: compare the robot's security settings "
          "(keyword, signature, addresses) with `keyword` and `secret` in relay.yaml.",
          "未通过钉钉的安全校验，但没有说明原因：请对照机器人的安全设置（关键词、加签、IP）检查 relay.yaml 中的 "
          "`keyword` 和 `secret`。"};
    case Reason::request_refused:
      return {
          "The request itself was refused: check that `endpoint` in relay.yaml is the webhook's address up to "
          "/robot/send, and that no `proxy` answers in DingTalk's place.",
          "请求本身被拒绝：请确认 relay.yaml 中的 `endpoint` 是 webhook 中到 /robot/send 为止的地址，"
          "且没有 `proxy` 代替钉钉应答。"};
    case Reason::clock_skew:
      return {
          "This machine's clock is more than an hour off: set it by NTP (timedatectl set-ntp true); until then the "
          "relay signs with DingTalk's time.",
          "本机时间偏差超过一小时：请用 NTP 校准（timedatectl set-ntp true）；在此之前将按钉钉的时间签名。"};
  }
  return {};
}

}  // namespace

std::string_view cure(Reason reason, Language language) {
  const Sentences sentences = sentences_of(reason);
  switch (language) {
    case Language::en:
      return sentences.en;
    case Language::zh:
      return sentences.zh;
  }
  return sentences.en;
}

}  // namespace relay::dingtalk
