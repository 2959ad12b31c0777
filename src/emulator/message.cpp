// SPDX-License-Identifier: MIT
#include "emulator/message.hpp"

#include <utility>

#include "emulator/json_text.hpp"

namespace relay::emulator {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kUnknownTypeTail =
    " ;解决方案:请使用支持的类型;参考链接:请参考本接口对应文档查看支持的消息类型，或者在"
    "https://open.dingtalk.com/document/ 搜索对应文档;";
constexpr std::string_view kMarkdownTail =
    " 缺失，或者参数格式不正确; solution:请填充上对应参数;link:请参考本接口对应文档查看参数获取方式，或者在"
    "https://open.dingtalk.com/document/  搜索对应文档;";

Refusal missing(std::int64_t errcode, const std::string& what) {
  return refuse(errcode, "miss param : " + what, {what + " is missing or empty", "缺少参数 " + what});
}

Refusal missing_in_markdown(std::int64_t errcode, const std::string& what) {
  return refuse(errcode, "description:参数 markdown --》 " + what + std::string(kMarkdownTail),
                {"markdown->" + what + " is missing or empty", "缺少参数 markdown->" + what});
}

std::optional<Refusal> read_text(const Json& body, Message& message) {
  const Json* text = object_member(body, "text");
  if (text == nullptr) {
    return missing(400201, "text");
  }
  message.text = text_member(*text, "content");
  return message.text.empty() ? std::optional(missing(400202, "text->content")) : std::nullopt;
}

std::optional<Refusal> read_markdown(const Json& body, Message& message) {
  const Json* markdown = object_member(body, "markdown");
  if (markdown == nullptr) {
    return missing(400401, "markdown");
  }
  message.title = text_member(*markdown, "title");
  message.text = text_member(*markdown, "text");
  if (message.title.empty()) {
    return missing_in_markdown(400402, "title");
  }
  return message.text.empty() ? std::optional(missing_in_markdown(400403, "text")) : std::nullopt;
}

// Title and text, which link and actionCard share; their codes follow the one of the member itself.
std::optional<Refusal> read_card(const Json& card, const std::string& name, std::int64_t errcode, Message& message) {
  message.title = text_member(card, "title");
  message.text = text_member(card, "text");
  if (message.title.empty()) {
    return missing(errcode + 1, name + "->title");
  }
  return message.text.empty() ? std::optional(missing(errcode + 2, name + "->text")) : std::nullopt;
}

std::optional<Refusal> read_link(const Json& body, Message& message) {
  const Json* link = object_member(body, "link");
  if (link == nullptr) {
    return missing(400301, "link");
  }
  auto refusal = read_card(*link, "link", 400301, message);
  message.urls = {text_member(*link, "messageUrl"), text_member(*link, "picUrl")};
  if (!refusal && message.urls.front().empty()) {
    refusal = missing(400304, "link->messageUrl");
  }
  return refusal;
}

std::optional<Refusal> read_action_card(const Json& body, Message& message) {
  const Json* card = object_member(body, "actionCard");
  if (card == nullptr) {
    return missing(400501, "actionCard");
  }
  auto refusal = read_card(*card, "actionCard", 400501, message);
  const std::string single = text_member(*card, "singleURL");
  message.urls = {single};
  const auto buttons = card->find("btns");
  const bool has_buttons = buttons != card->end() && buttons->is_array() && !buttons->empty();
  if (has_buttons) {
    for (const Json& button : *buttons) {
      message.urls.push_back(button.is_object() ? text_member(button, "actionURL") : std::string{});
    }
  }
  const bool has_single = !single.empty() && !text_member(*card, "singleTitle").empty();
  if (!refusal && !has_single && !has_buttons) {
    refusal = missing(400504, "actionCard->btns");
  }
  return refusal;
}

std::optional<Refusal> read_feed_card(const Json& body, Message& message) {
  const Json* card = object_member(body, "feedCard");
  if (card == nullptr) {
    return missing(400601, "feedCard");
  }
  const auto links = card->find("links");
  if (links == card->end() || !links->is_array() || links->empty()) {
    return missing(400602, "feedCard->links");
  }
  std::optional<Refusal> refusal;
  for (const Json& link : *links) {
    const Json item = link.is_object() ? link : Json::object();
    const std::string title = text_member(item, "title");
    message.title = message.title.empty() ? title : message.title;
    message.text += (message.text.empty() ? "" : "\n") + title;
    message.urls.push_back(text_member(item, "messageURL"));
    message.urls.push_back(text_member(item, "picURL"));
    if (title.empty() || message.urls.rbegin()[0].empty() || message.urls.rbegin()[1].empty()) {
      refusal = missing(400603, "feedCard->links->title, messageURL, picURL");
    }
  }
  return refusal;
}

void read_at(const Json& body, Message& message) {
  const Json* at = object_member(body, "at");
  if (at == nullptr) {
    return;
  }
  const auto mobiles = at->find("atMobiles");
  if (mobiles != at->end() && mobiles->is_array()) {
    for (const Json& mobile : *mobiles) {
      message.at_mobiles.push_back(mobile.is_string() ? mobile.get<std::string>() : dump(mobile));
    }
  }
  const auto all = at->find("isAtAll");
  message.at_all = all != at->end() && all->is_boolean() && all->get<bool>();
}

std::optional<Refusal> read_by_type(const Json& body, Message& message) {
  if (message.type == "text") {
    return read_text(body, message);
  }
  if (message.type == "markdown") {
    return read_markdown(body, message);
  }
  if (message.type == "link") {
    return read_link(body, message);
  }
  if (message.type == "actionCard") {
    return read_action_card(body, message);
  }
  if (message.type == "feedCard") {
    return read_feed_card(body, message);
  }
  const std::string type = message.type.empty() ? "null" : message.type;
  return refuse(400105, "错误描述: 不支持类型 msgType:" + type + std::string(kUnknownTypeTail),
                {"msgtype is missing or unknown", "消息类型缺失或不支持"});
}

}  // namespace

MessageReading read_message(std::string_view body) {
  MessageReading reading;
  const Json json = parse_object(body);
  if (json.is_discarded()) {
    reading.refusal = refuse(40035, "缺少参数 json", {"the body is not a JSON object", "正文不是 JSON 对象"});
    return reading;
  }
  reading.message.type = text_member(json, "msgtype");
  reading.message.msg_uuid = text_member(json, "msgUuid");
  read_at(json, reading.message);
  reading.refusal = read_by_type(json, reading.message);
  return reading;
}

}  // namespace relay::emulator
