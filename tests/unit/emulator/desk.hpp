// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/robot_endpoint.hpp"
#include "emulator/state.hpp"
#include "relay/base/crypto.hpp"
#include "relay/base/url.hpp"
#include "relay/emulator/emulator.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/http.hpp"

// What the emulator's tests need: a clock that stands still, requests, and a desk that sends them.
namespace relay::emulator::test {

inline constexpr std::string_view kOk = R"({"errcode":0,"errmsg":"ok"})";
inline constexpr std::string_view kPlain =
    R"({"msgtype":"markdown","markdown":{"title":"Sentry alert","text":"### boom"},"msgUuid":"u1"})";
inline const std::string kSecret = "SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

class FakeClock final : public ports::Clock {
 public:
  [[nodiscard]] BootTime boot_now() const override { return boot_; }
  [[nodiscard]] WallTime wall_now() const override { return wall_; }
  boost::asio::awaitable<void> sleep_until(BootTime /*due*/) override { co_return; }

  void advance(Milliseconds step) {
    boot_ += step;
    wall_ += step;
  }

 private:
  BootTime boot_{Milliseconds{5'000'000}};
  WallTime wall_{Milliseconds{1'700'000'000'000}};  // 2023-11-14 22:13:20 UTC
};

inline ports::HttpRequest request_of(std::string method, std::string path, std::string query, std::string body) {
  ports::HttpRequest request;
  request.head.method = std::move(method);
  request.head.path = std::move(path);
  request.head.query = std::move(query);
  request.head.headers = {{"content-type", "application/json; charset=utf-8"}};
  request.head.peer = "127.0.0.1";
  request.body = std::move(body);
  return request;
}

inline ports::HttpRequest send_request(const std::string& query, std::string_view body = kPlain) {
  return request_of("POST", "/robot/send", query, std::string(body));
}

inline std::string signed_query(const std::string& token, const std::string& secret, const std::string& timestamp) {
  const auto sign = crypto::base64(crypto::hmac_sha256(secret, timestamp + "\n" + secret));
  return "access_token=" + token + "&timestamp=" + timestamp + "&sign=" + percent_encode(sign);
}

// Robots "plain" (token t-plain), "signed" (t-signed), "keyword" (t-keyword: Sentry), "walled" (t-walled).
inline EmulatorOptions four_robots() {
  EmulatorOptions options;
  options.robots = {{"plain", "t-plain", "", {}, {}},
                    {"signed", "t-signed", kSecret, {}, {}},
                    {"keyword", "t-keyword", "", {"Sentry"}, {}},
                    {"walled", "t-walled", "", {}, {"10.0.0.0/8"}}};
  return options;
}

struct Desk {
  explicit Desk(EmulatorOptions options = four_robots()) : state(clock, std::move(options)) {}

  ports::HttpResponse send(std::string_view body = kPlain, const std::string& token = "t-plain") {
    return answer_robot_request(state, send_request("access_token=" + token, body));
  }
  [[nodiscard]] const TranscriptEntry& last() const { return state.transcript.entries().back(); }

  FakeClock clock;
  State state;
};

inline std::string markdown_body(const std::string& text, const std::string& uuid = "") {
  return R"({"msgtype":"markdown","markdown":{"title":"Sentry","text":")" + text + R"("},"msgUuid":")" + uuid + "\"}";
}

}  // namespace relay::emulator::test
