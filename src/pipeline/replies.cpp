// SPDX-License-Identifier: MIT
#include "relay/pipeline/replies.hpp"

#include <nlohmann/json.hpp>

namespace relay::pipeline {
namespace {

constexpr std::string_view kBrowserPage = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>sentry-dingtalk-relay</title>
<meta name="viewport" content="width=device-width">
<body style="font:16px/1.6 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em">
<h1>This address is for Sentry</h1>
<p>The relay is running. It takes <b>POST</b> requests from Sentry here; a browser sends GET.</p>
<p>Paste this address as the <i>Webhook URL</i> of an internal integration (Settings → Developer Settings), or into the
legacy <i>WebHooks</i> plugin of a project.</p>
<p lang="zh">中继正在运行。此地址接收 Sentry 的 <b>POST</b> 请求，请把它填到 Sentry 内部集成的 Webhook URL 或旧版 WebHooks 插件中。</p>
</body></html>
)";

ports::HttpResponse text_reply(int status, std::string json) {
  ports::HttpResponse response;
  response.status = status;
  response.body = std::move(json);
  return response;
}

ports::HttpResponse json_reply(int status, const nlohmann::ordered_json& body) {
  return text_reply(status, body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::string joined(const std::vector<std::string>& rules) {
  std::string out;
  for (const std::string& rule : rules) {
    out += (out.empty() ? "" : ", ") + rule;
  }
  return out;
}

nlohmann::ordered_json rules_by_robot(const routing::Destinations& destinations) {
  nlohmann::ordered_json rules;
  for (const routing::Destination& destination : destinations) {
    if (!destination.is_delivered()) {
      rules[destination.robot] = destination.suppressed_by;
    }
  }
  return rules;
}

}  // namespace

ports::HttpResponse stored_reply(const ports::Appended& appended, const routing::Destinations& destinations) {
  const std::string id = std::to_string(appended.id);
  const std::vector<std::string> rules = rules_of(destinations);
  if (!appended.duplicate && rules.empty()) {
    return text_reply(200, R"({"id":")" + id + R"(","stored":true})");
  }
  nlohmann::ordered_json body;
  body["id"] = id;
  body["stored"] = true;
  if (appended.duplicate) {
    body["duplicate"] = true;
  } else if (!rules.empty() && delivered_to(destinations).empty()) {
    body["suppressed"] = joined(rules);
  } else if (!rules.empty()) {
    body["suppressed_for"] = rules_by_robot(destinations);
  }
  return json_reply(200, body);
}

ports::HttpResponse shed_reply() {
  nlohmann::ordered_json body;
  body["stored"] = false;
  body["counted"] = true;
  return json_reply(200, body);
}

ports::HttpResponse error_reply(int status, std::string_view code, std::string_view detail) {
  nlohmann::ordered_json body;
  body["error"] = code;
  body["detail"] = detail;
  ports::HttpResponse response = json_reply(status, body);
  if (status == 503) {
    response.headers.emplace_back("retry-after", "5");
  }
  return response;
}

ports::HttpResponse browser_reply() {
  ports::HttpResponse response;
  response.status = 405;
  response.content_type = "text/html; charset=utf-8";
  response.body = kBrowserPage;
  response.headers.emplace_back("allow", "POST");
  response.headers.emplace_back("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
  return response;
}

}  // namespace relay::pipeline
