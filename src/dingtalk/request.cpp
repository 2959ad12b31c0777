// SPDX-License-Identifier: MIT
#include "relay/dingtalk/request.hpp"

#include <nlohmann/json.hpp>

#include "relay/base/crypto.hpp"
#include "relay/dingtalk/signer.hpp"

namespace relay::dingtalk {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(delivery::Form form) {
  switch (form) {
    case delivery::Form::full:
      return "full";
    case delivery::Form::plain:
      return "plain";
  }
  return "full";
}

}  // namespace

std::string body_of(const Message& message, std::string_view msg_uuid) {
  Json body;
  body["msgtype"] = "markdown";
  body["markdown"]["title"] = message.title;
  body["markdown"]["text"] = message.text;
  body["at"]["atMobiles"] = message.at_mobiles;
  body["at"]["isAtAll"] = message.at_all;
  if (!msg_uuid.empty()) {
    body["msgUuid"] = msg_uuid;
  }
  // Raw UTF-8: escaped, Chinese text would take twice the bytes that DingTalk counts.
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string target_of(const Robot& robot, WallTime now) {
  std::string target = robot.endpoint.path + "?";
  if (!robot.endpoint.query.empty()) {
    target += robot.endpoint.query + "&";
  }
  target += "access_token=" + percent_encode(robot.access_token.expose());
  if (!robot.secret.empty()) {
    const Signature signature = sign(robot.secret, now);
    target += "&timestamp=" + signature.timestamp + "&sign=" + signature.sign;
  }
  return target;
}

std::string msg_uuid(std::string_view seed, std::string_view robot_key, delivery::Form form) {
  std::string identity(robot_key);
  identity.append("\n").append(name_of(form)).append("\n").append(seed);
  return crypto::hex(crypto::sha256(identity)).substr(0, 32);
}

}  // namespace relay::dingtalk
