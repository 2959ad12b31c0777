// SPDX-License-Identifier: MIT
#include "app/setup_words.hpp"

#include <cstdlib>
#include <string_view>

namespace relay::app {
namespace {

constexpr SetupWords kEnglish{
    .access_token = "Access token or webhook URL of the DingTalk robot (not shown)",
    .secret = "Signing secret SEC… (not shown; empty: not signed)",
    .keyword = "Keyword of the robot (empty: none)",
    .at_mobiles = "Mobile numbers to mention, with commas (empty: nobody)",
    .client_secret = "Client Secret of the Sentry integration (not shown; empty: $SENTRY_CLIENT_SECRET when it runs)",
    .base_url = "Address of Sentry, such as https://sentry.example.com (empty: as Sentry says)",
    .timezone = "Time zone of the messages (empty: the machine's own)",
    .access_tokens = "access_token, one a line (not shown); end with an empty line or a dot",
    .secrets = "secret, one a line, - for a robot that is not signed (not shown); end with an empty line or a dot",
    .is_at_all = "is_at_all, true or false (empty: false)",
    .message_template = "custom_message_template (empty: none); end with a lone dot",
    .include_keywords = "include_keywords, with commas (empty: none)",
    .exclude_keywords = "exclude_keywords, with commas (empty: none)",
    .written = "Written, readable by you alone: ",
    .next = "Next:",
    .to_fill_in =
        "To fill in: no client secret of Sentry was given, so the file takes the environment variable "
        "SENTRY_CLIENT_SECRET. Set it, or write the secret into client_secrets.",
};

constexpr SetupWords kChinese{
    .access_token = "钉钉机器人的 access_token 或 Webhook 地址（不回显）",
    .secret = "加签密钥 SEC…（不回显，留空则不加签）",
    .keyword = "机器人的自定义关键词（可留空）",
    .at_mobiles = "要 @ 的手机号，以逗号分隔（可留空）",
    .client_secret = "Sentry 集成的 Client Secret（不回显，留空则运行时取 $SENTRY_CLIENT_SECRET）",
    .base_url = "Sentry 的地址，如 https://sentry.example.com（可留空）",
    .timezone = "消息的时区（留空为本机时区）",
    .access_tokens = "access_token，每行一个（不回显），以空行或单独的 . 结束",
    .secrets = "secret，每行一个，未加签的写 -（不回显），以空行或单独的 . 结束",
    .is_at_all = "is_at_all，true 或 false（留空为 false）",
    .message_template = "custom_message_template（可留空），以单独的 . 结束",
    .include_keywords = "include_keywords，以逗号分隔（可留空）",
    .exclude_keywords = "exclude_keywords，以逗号分隔（可留空）",
    .written = "已写入（仅本人可读）：",
    .next = "接下来：",
    .to_fill_in =
        "待填写：没有提供 Sentry 的 client secret，配置文件使用环境变量 SENTRY_CLIENT_SECRET。"
        "请设置该变量，或把密钥写入 client_secrets。",
};

}  // namespace

const SetupWords& setup_words(dingtalk::Language language) {
  switch (language) {
    case dingtalk::Language::en:
      return kEnglish;
    case dingtalk::Language::zh:
      return kChinese;
  }
  return kEnglish;
}

dingtalk::Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).starts_with("zh") ? dingtalk::Language::zh : dingtalk::Language::en;
    }
  }
  return dingtalk::Language::en;
}

}  // namespace relay::app
