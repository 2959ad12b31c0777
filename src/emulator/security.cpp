// SPDX-License-Identifier: MIT
#include "emulator/security.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <charconv>
#include <cstdint>

#include "relay/base/crypto.hpp"
#include "relay/base/url.hpp"

namespace relay::emulator {
namespace {

namespace ip = boost::asio::ip;

constexpr std::int64_t kSecurity = 310000;
constexpr Milliseconds kSignatureWindow{3'600'000};
constexpr std::string_view kSignMismatch =
    "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中，"
    "请确认机器人的密钥加密和填写正确;link:请参考本接口对应文档获得具体要求，或者在"
    "https://open.dingtalk.com/document/  搜索相关文档;";
constexpr std::string_view kKeywordMismatch =
    "description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;";
constexpr std::string_view kAddressRefused =
    "description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段";

Refusal wrong_signature(Wording wording, Reason reason) {
  const bool current = wording == Wording::current;
  return refuse(kSecurity, current ? kSignMismatch : std::string_view("sign not match"), std::move(reason));
}

// Milliseconds since the epoch, decimal digits only.
std::optional<WallTime> timestamp_of(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || text.front() == '-') {
    return std::nullopt;
  }
  return WallTime(Milliseconds(value));
}

std::optional<ip::address_v4> ipv4(const std::string& text) {
  boost::system::error_code error;
  const ip::address address = ip::make_address(text, error);
  if (error) {
    return std::nullopt;
  }
  if (address.is_v4()) {
    return address.to_v4();
  }
  const ip::address_v6 six = address.to_v6();
  return six.is_v4_mapped() ? std::optional(ip::make_address_v4(ip::v4_mapped, six)) : std::nullopt;
}

bool in_range(const std::string& range, const ip::address_v4& address) {
  boost::system::error_code error;
  const bool single = range.find('/') == std::string::npos;
  const ip::network_v4 network = ip::make_network_v4(single ? range + "/32" : range, error);
  return !error && ip::network_v4(address, network.prefix_length()).canonical() == network.canonical();
}

}  // namespace

std::string form_value(std::string_view query, std::string_view name) {
  std::string spaced(query);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return query_value(spaced, name);
}

std::optional<Refusal> check_signature(const EmulatedRobot& robot, std::string_view query, WallTime now,
                                       Wording wording) {
  if (robot.secret.empty()) {
    return std::nullopt;
  }
  const std::string timestamp = form_value(query, "timestamp");
  const std::string sign = form_value(query, "sign");
  if (timestamp.empty() || sign.empty()) {
    return wrong_signature(wording, {"timestamp or sign is missing from the URL", "网址中缺少 timestamp 或 sign"});
  }
  const auto signed_at = timestamp_of(timestamp);
  if (!signed_at || *signed_at > now + kSignatureWindow || *signed_at < now - kSignatureWindow) {
    return refuse(kSecurity, "invalid timestamp",
                  {"the signature's time is more than an hour off", "签名时间与服务器相差超过一小时"});
  }
  const auto expected = crypto::base64(crypto::hmac_sha256(robot.secret, timestamp + "\n" + robot.secret));
  if (!crypto::equal(expected, sign)) {
    return wrong_signature(wording, {"wrong signature", "签名不匹配"});
  }
  return std::nullopt;
}

std::optional<Refusal> check_keyword(const EmulatedRobot& robot, const Message& message, Wording wording) {
  const bool found = std::any_of(robot.keywords.begin(), robot.keywords.end(), [&](const std::string& keyword) {
    return message.title.find(keyword) != std::string::npos || message.text.find(keyword) != std::string::npos;
  });
  if (robot.keywords.empty() || found) {
    return std::nullopt;
  }
  const bool current = wording == Wording::current;
  return refuse(kSecurity, current ? kKeywordMismatch : std::string_view("keywords not in content"),
                {"no keyword in title or text", "标题和正文中都没有关键词"});
}

std::optional<Refusal> check_address(const EmulatedRobot& robot, const std::string& peer, Wording wording) {
  if (robot.ip_allow.empty() || address_allowed(robot.ip_allow, peer)) {
    return std::nullopt;
  }
  const std::string old_text = "ip " + peer + " not in whitelist";
  return refuse(kSecurity, wording == Wording::current ? kAddressRefused : std::string_view(old_text),
                {"the caller's address " + peer + " is not allowed", "来源地址 " + peer + " 不在白名单中"});
}

bool address_allowed(const std::vector<std::string>& allowed, const std::string& peer) {
  const auto address = ipv4(peer);
  return address && std::any_of(allowed.begin(), allowed.end(),
                                [&](const std::string& range) { return in_range(range, *address); });
}

}  // namespace relay::emulator
