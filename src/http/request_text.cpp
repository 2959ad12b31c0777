// SPDX-License-Identifier: MIT
#include "http/request_text.hpp"

#include <openssl/evp.h>
#include <string_view>

#include "http/characters.hpp"

namespace relay::http {

namespace {

std::string base64(std::string_view text) {
  std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// RFC 7617. Empty when the proxy asks for none.
Result<std::string> authorization_line(const Url& proxy) {
  if (proxy.userinfo.empty()) {
    return std::string{};
  }
  const auto credentials = percent_decode(proxy.userinfo);
  if (!credentials) {
    return fail(ErrorKind::invalid_argument, "the proxy's user and password are not percent-encoded correctly");
  }
  return "Proxy-Authorization: Basic " + base64(*credentials) + "\r\n";
}

Result<void> check(const ports::OutboundRequest& request, const RequestStyle& style) {
  if (request.target.empty() || request.target.front() != '/' || !all_of(request.target, is_visible)) {
    return fail(ErrorKind::invalid_argument, "the target is not a percent-encoded path");
  }
  if (request.endpoint.host.empty() || !all_of(request.endpoint.host, is_visible)) {
    return fail(ErrorKind::invalid_argument, "the host holds an impossible character");
  }
  if (!all_of(style.user_agent, is_field_text)) {
    return fail(ErrorKind::invalid_argument, "the user agent holds an impossible character");
  }
  return {};
}

}  // namespace

Result<std::string> post_text(const ports::OutboundRequest& request, const RequestStyle& style) {
  if (const auto checked = check(request, style); !checked) {
    return checked.error();
  }
  const auto through_proxy = style.plain_proxy != nullptr;
  auto authorization = through_proxy ? authorization_line(*style.plain_proxy) : Result<std::string>{std::string{}};
  if (!authorization) {
    return authorization.error();
  }
  std::string text = "POST ";
  text += (through_proxy ? request.endpoint.origin() : std::string{}) + request.target;
  text += " HTTP/1.1\r\nHost: " + request.endpoint.authority();
  text += "\r\nUser-Agent: " + style.user_agent;
  text += "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nContent-Type: application/json; charset=utf-8";
  text += "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
  text += *authorization + "\r\n" + request.body;
  return text;
}

Result<std::string> connect_text(const Url& target, const Url& proxy, const std::string& user_agent) {
  const auto authorization = authorization_line(proxy);
  if (!authorization) {
    return authorization.error();
  }
  if (!all_of(target.host, is_visible) || !all_of(user_agent, is_field_text)) {
    return fail(ErrorKind::invalid_argument, "the host or the user agent holds an impossible character");
  }
  const auto host = target.host.find(':') == std::string::npos ? target.host : "[" + target.host + "]";
  const auto authority = host + ":" + std::to_string(target.port);
  return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: " + user_agent + "\r\n" +
         *authorization + "\r\n";
}

}  // namespace relay::http
