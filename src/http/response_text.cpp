// SPDX-License-Identifier: MIT
#include "http/response_text.hpp"

#include <algorithm>
#include <boost/beast/http/status.hpp>

#include "http/characters.hpp"
#include "relay/base/case_fold.hpp"

namespace relay::http {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += is_field_text(c) && c != '\t' ? c : ' ';
  }
  return out + "\"";
}

bool is_header(std::string_view name, std::string_view value) {
  return !name.empty() && all_of(name, is_token) && all_of(value, is_field_text);
}

bool changes_framing(const std::string& name) {
  return name == "content-length" || name == "transfer-encoding" || name == "connection";
}

bool has(const ports::HttpHeaders& headers, std::string_view wanted) {
  return std::any_of(headers.begin(), headers.end(),
                     [wanted](const auto& header) { return lower_ascii(header.first) == wanted; });
}

Result<void> check(const ports::HttpResponse& response) {
  if (response.status < 200 || response.status > 599) {
    return fail(ErrorKind::invalid_argument, "the handler gave status " + std::to_string(response.status));
  }
  if (!all_of(response.content_type, is_field_text)) {
    return fail(ErrorKind::invalid_argument, "the handler gave an impossible content type");
  }
  for (const auto& [name, value] : response.headers) {
    if (!is_header(name, value) || changes_framing(lower_ascii(name))) {
      return fail(ErrorKind::invalid_argument, "the handler gave an impossible header");
    }
  }
  return {};
}

}  // namespace

ports::HttpResponse response_for(const Refusal& refusal) {
  ports::HttpResponse response;
  response.status = refusal.status;
  response.body = "{\"error\":" + quoted(refusal.code) + ",\"detail\":" + quoted(refusal.detail) + "}";
  if (refusal.status == 503) {
    response.headers.emplace_back("Retry-After", "1");
  }
  return response;
}

Result<std::string> response_text(const ports::HttpResponse& response, std::string_view method,
                                  Persistence persistence) {
  if (const auto checked = check(response); !checked) {
    return checked.error();
  }
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  constexpr std::size_t kUsualHead = 256;
  std::string text;
  text.reserve(kUsualHead + response.body.size());
  text.append("HTTP/1.1 ").append(std::to_string(response.status)).push_back(' ');
  text.append(reason.data(), reason.size());
  const auto add = [&text](std::string_view name, std::string_view value) {
    text.append("\r\n").append(name).append(": ").append(value);
  };
  // RFC 9110, 8.6: these two never have a body.
  const bool bodyless = response.status == 204 || response.status == 304;
  if (!bodyless) {
    add("Content-Length", std::to_string(response.body.size()));
  }
  if (!bodyless && !response.content_type.empty()) {
    add("Content-Type", response.content_type);
  }
  for (const auto& [name, value] : response.headers) {
    add(name, value);
  }
  if (!has(response.headers, "cache-control")) {
    add("Cache-Control", "no-store");
  }
  if (!has(response.headers, "x-content-type-options")) {
    add("X-Content-Type-Options", "nosniff");
  }
  add("Connection", persistence == Persistence::close ? "close" : "keep-alive");
  text += "\r\n\r\n";
  if (!bodyless && method != "HEAD") {
    text += response.body;
  }
  return text;
}

}  // namespace relay::http
