// SPDX-License-Identifier: MIT
#include "emulator/answers.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace relay::emulator {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kX5Blob =
    R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce64f68ff5dc054dca012fc3931165"})";

std::string error_body(std::int64_t errcode, std::string_view errmsg) {
  const nlohmann::json text = errmsg;
  return R"({"errcode":)" + std::to_string(errcode) + R"(,"errmsg":)" +
         text.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "}";
}

}  // namespace

Refusal refuse(std::int64_t errcode, std::string_view errmsg, Reason reason) {
  Refusal refusal;
  refusal.response.body = error_body(errcode, errmsg);
  refusal.reason = std::move(reason);
  return refusal;
}

ports::HttpResponse ok_answer(const EmulatorOptions& options) {
  ports::HttpResponse response;
  response.body = options.string_errcode ? R"({"errcode":"0","errmsg":"ok"})" : R"({"errcode":0,"errmsg":"ok"})";
  return response;
}

Refusal rate_refusal(RateStyle style, Reason reason) {
  switch (style) {
    case RateStyle::code_660026:
      return refuse(660026, "sending too many messages per minute", std::move(reason));
    case RateStyle::code_130101:
      return refuse(130101, "send too fast, exceed 20 times per minute", std::move(reason));
    case RateStyle::code_410100:
      return refuse(410100, "发送速度太快而限流", std::move(reason));
    case RateStyle::x5_blob:
      return {x5_answer("application/json"), std::move(reason)};
    case RateStyle::redirect:
      return {redirect_answer(), std::move(reason)};
  }
  return {};
}

ports::HttpResponse html_answer(int status, std::string_view heading) {
  ports::HttpResponse response;
  response.status = status;
  response.content_type = kHtml;
  response.body = "<html><body><h1>" + std::string(heading) + "</h1></body></html>";
  return response;
}

ports::HttpResponse redirect_answer() {
  ports::HttpResponse response = html_answer(302, "302 Found");
  response.headers.emplace_back("location", "/sorry.html");
  return response;
}

ports::HttpResponse sorry_page() { return html_answer(200, "sorry"); }

ports::HttpResponse x5_answer(std::string_view content_type) {
  ports::HttpResponse response;
  response.content_type = content_type;
  response.body = kX5Blob;
  return response;
}

}  // namespace relay::emulator
