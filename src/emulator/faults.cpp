// SPDX-License-Identifier: MIT
#include "emulator/faults.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/framing.hpp"
#include "emulator/wire.hpp"

namespace relay::emulator {
namespace {

using ports::HttpResponse;
using End = ports::WireScript::End;

constexpr std::size_t kBigBody = 10 * 1024 * 1024;

HttpResponse json(int status, std::string_view body) {
  HttpResponse response;
  response.status = status;
  response.body = body;
  return response;
}

// As it is when `was` does not occur: a refusal has another errcode.
HttpResponse with_errcode(HttpResponse response, std::string_view by) {
  constexpr std::string_view kWas = R"("errcode":0,)";
  const std::size_t at = response.body.find(kWas);
  if (at != std::string::npos) {
    response.body.replace(at, kWas.size(), by);
  }
  return response;
}

HttpResponse without_utf8(HttpResponse response) {
  constexpr std::string_view kBefore = R"("errmsg":")";
  const std::size_t at = response.body.find(kBefore);
  if (at != std::string::npos) {
    response.body.insert(at + kBefore.size(), "\xff\xfe");
  }
  return response;
}

HttpResponse with_bom(HttpResponse response) {
  response.body.insert(0, "\xEF\xBB\xBF");
  return response;
}

HttpResponse gzipped(HttpResponse response) {
  response.body = gzip_stored(response.body);
  response.headers.emplace_back("content-encoding", "gzip");
  return response;
}

HttpResponse padded(HttpResponse response) {
  const std::size_t end = response.body.rfind('}');
  if (end != std::string::npos) {
    response.body.insert(end, R"(,"pad":")" + std::string(kBigBody, 'x') + '"');
  }
  return response;
}

// NOLINTNEXTLINE(readability-function-size): a table, and the compiler finds a missing row.
HttpResponse shaped(const Fault& fault, HttpResponse normal, const EmulatorOptions& options) {
  const std::size_t size = normal.body.size();
  switch (fault.kind) {
    case FaultKind::redirect_302:
      return redirect_answer();
    case FaultKind::html_200:
      return html_answer(200, "Welcome");
    case FaultKind::html_502:
      return html_answer(502, "502 Bad Gateway");
    case FaultKind::html_503:
      return html_answer(503, "503 Service Unavailable");
    case FaultKind::html_504:
      return html_answer(504, "504 Gateway Time-out");
    case FaultKind::status_500_json:
      return json(500, R"({"code":500,"message":"Internal Server Error"})");
    case FaultKind::x5_blob:
      return x5_answer("application/json");
    case FaultKind::x5_blob_html:
      return x5_answer("text/html; charset=utf-8");
    case FaultKind::empty_200:
      return json(200, "");
    case FaultKind::json_array:
      return json(200, R"([{"errcode":0,"errmsg":"ok"}])");
    case FaultKind::json_null:
      return json(200, "null");
    case FaultKind::errcode_missing:
      return json(200, R"({"errmsg":"ok"})");
    case FaultKind::errcode_bool:
      return json(200, R"({"errcode":false,"errmsg":"ok"})");
    case FaultKind::errcode_huge:
      return json(200, R"({"errcode":18446744073709551616,"errmsg":"ok"})");
    case FaultKind::rate_limit:
      return rate_refusal(options.rate_style, {}).response;
    case FaultKind::content_refused:
    case FaultKind::busy:
    case FaultKind::system_error:
      return normal;
    case FaultKind::reset_on_connect:
    case FaultKind::reset_mid_request:
    case FaultKind::reset_before_answer:
      return unanswered(std::move(normal), End::reset);
    case FaultKind::close_no_answer:
      return unanswered(std::move(normal), End::close);
    case FaultKind::hang_before:
    case FaultKind::hang_after:
    case FaultKind::hang_after_nodedupe:
      return unanswered(std::move(normal), End::hang);
    case FaultKind::not_utf8:
      return without_utf8(std::move(normal));
    case FaultKind::bom:
      return with_bom(std::move(normal));
    case FaultKind::string_errcode:
      return with_errcode(std::move(normal), R"("errcode":"0",)");
    case FaultKind::float_errcode:
      return with_errcode(std::move(normal), R"("errcode":0.0,)");
    case FaultKind::slow_body:
      return slow(std::move(normal), fault.per_byte);
    case FaultKind::chunked:
      return in_chunks(std::move(normal), Chunking::correct);
    case FaultKind::chunked_bad:
      return in_chunks(std::move(normal), Chunking::bad_size);
    case FaultKind::chunked_truncated:
      return in_chunks(std::move(normal), Chunking::truncated);
    case FaultKind::content_length_short:
      return with_length(std::move(normal), size / 2);
    case FaultKind::content_length_long:
      return with_length(std::move(normal), size + 100);
    case FaultKind::no_length_close:
      return until_close(std::move(normal));
    case FaultKind::gzip:
      return gzipped(std::move(normal));
    case FaultKind::big_body:
      return padded(std::move(normal));
    case FaultKind::continue_100:
      return after_interim(std::move(normal), "HTTP/1.1 100 Continue\r\n\r\n");
    case FaultKind::early_hints_103:
      return after_interim(std::move(normal), "HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n");
    case FaultKind::keepalive_close:
      return closed_behind(std::move(normal));
  }
  return normal;
}

}  // namespace

HttpResponse faulted(const Fault& fault, HttpResponse normal, const EmulatorOptions& options) {
  const ports::HttpHeaders due = normal.headers;
  HttpResponse response = shaped(fault, std::move(normal), options);
  // A sender measures its clock by the Date, which every answer carries.
  for (const auto& [name, value] : due) {
    const auto same = [&name = name](const auto& header) { return header.first == name; };
    if (std::none_of(response.headers.begin(), response.headers.end(), same)) {
      response.headers.emplace_back(name, value);
    }
  }
  return response;
}

std::optional<Refusal> late_refusal(FaultKind kind) {
  if (kind == FaultKind::content_refused) {
    return refuse(430102, "含有不合适的文本", {"an unsuitable word", "含有不合适的文本"});
  }
  if (kind == FaultKind::busy) {
    return refuse(-1, "系统繁忙", {"DingTalk says it is busy", "系统繁忙"});
  }
  if (kind == FaultKind::system_error) {
    return refuse(500100, "description:系统异常，请稍后再试;", {"DingTalk reports an error of its own", "系统异常"});
  }
  return std::nullopt;
}

}  // namespace relay::emulator
