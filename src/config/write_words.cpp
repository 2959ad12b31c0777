// SPDX-License-Identifier: MIT
#include "config/write_words.hpp"

namespace relay::config {
namespace {

constexpr WriteWords kEnglish{
    .head =
        "Configuration of sentry-dingtalk-relay. It holds secrets: keep it readable by the relay alone (0600 or "
        "0640).\n"
        "Every key, its default and why one would change it: relay.example.yaml. After each change:\n"
        "    sentry-dingtalk-relay check-config -c <this file>",
    .language = "Labels and notices of the messages: en or zh.",
    .timezone = "For the times in messages, a name of the tz database. Default: the machine's own zone.",
    .spool = "Where accepted alerts are kept until they are delivered: a local disk, in a folder the relay may write.",
    .sources = "Who may send. Sentry posts to http://<this host>:8090/sentry/<name>.",
    .client_secret =
        "Sentry > Settings > Custom Integrations > (yours) > Client Secret; every webhook is signed with it.\n"
        "Also {file: /path} or {env: NAME}.",
    .client_secret_unset = "TO FILL IN: set this variable, or put the client secret itself here.",
    .base_url = "Links are rewritten to this address; for a Sentry that does not know its own.",
    .robots = "Who gets the messages. Renaming a robot leaves behind the alerts that wait for it.",
    .access_token = "The token, or the whole webhook URL as DingTalk shows it.",
    .secret = "Security Settings > Additional Signature.",
    .not_signed = "Not signed; with Additional Signature: secret: \"SEC…\"",
    .keyword = "Security Settings > Custom Keywords. It is put into every message that does not hold it anyway.",
    .at_mobiles = "Who is mentioned.",
    .at_all = "Mentions everybody, and then no single number.",
    .message_template = "Markdown with {project}, {title} and other variables; takes the place of the default layout.",
    .include_keywords = "Only alerts with one of these words in title or message.",
    .exclude_keywords = "No alert with one of these words in title or message.",
};

constexpr WriteWords kChinese{
    .head =
        "sentry-dingtalk-relay 的配置文件。含有密钥，只应让 relay 读取（0600 或 0640）。\n"
        "所有配置项、默认值及说明见 relay.example.yaml。每次修改后请检查：\n"
        "    sentry-dingtalk-relay check-config -c <本文件>",
    .language = "消息的标签和提示语言：en 或 zh。",
    .timezone = "消息中时间的时区（tz 数据库名称）。默认为本机时区。",
    .spool = "已接收、尚未送达的告警保存在这里：须为本地磁盘，且所在目录可写。",
    .sources = "谁可以发送告警。Sentry 的 Webhook 地址为 http://<本机>:8090/sentry/<name>。",
    .client_secret =
        "Sentry > Settings > Custom Integrations >（您的集成）> Client Secret，每个 Webhook 都用它签名。\n"
        "也可以写成 {file: /路径} 或 {env: 变量名}。",
    .client_secret_unset = "待填写：请设置此环境变量，或直接在这里写上 client secret。",
    .base_url = "消息中的链接改写为此地址；用于 Sentry 不知道自身地址的情况。",
    .robots = "谁接收消息。机器人改名后，为其排队的告警会留在旧名下。",
    .access_token = "access_token，或钉钉显示的完整 Webhook 地址。",
    .secret = "安全设置 > 加签。",
    .not_signed = "未加签；如已启用加签，请写 secret: \"SEC…\"",
    .keyword = "安全设置 > 自定义关键词。消息中没有它时会自动加上。",
    .at_mobiles = "要 @ 的手机号。",
    .at_all = "@所有人，此时不再 @ 单个号码。",
    .message_template = "含 {project}、{title} 等变量的 Markdown，代替默认版式。",
    .include_keywords = "只发送标题或内容含其中任一词的告警。",
    .exclude_keywords = "标题或内容含其中任一词的告警不发送。",
};

}  // namespace

const WriteWords& write_words(dingtalk::Language language) {
  switch (language) {
    case dingtalk::Language::en:
      return kEnglish;
    case dingtalk::Language::zh:
      return kChinese;
  }
  return kEnglish;
}

}  // namespace relay::config
