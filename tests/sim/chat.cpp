// SPDX-License-Identifier: MIT
#include "sim/chat.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <utility>

#include "sim/machine.hpp"

namespace relay::sim {
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kPerMinute = 20;
constexpr Milliseconds kBlock = 10min;

std::string http_date(Instant now) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(kBeginning + now).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::string text(40, '\0');
  text.resize(std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
  return text;
}

Chat::Reply json(std::string body, Ending ending, std::string what, Instant now, Milliseconds wait = 0ms) {
  return {{200, std::move(body), "application/json", "", http_date(now)},
          ending,
          Welcome::none,
          wait,
          0ms,
          false,
          std::move(what)};
}

Chat::Reply refusal(int errcode, const std::string& errmsg, Welcome welcome, Instant now) {
  Chat::Reply reply = json(R"({"errcode":)" + std::to_string(errcode) + R"(,"errmsg":")" + errmsg + "\"}",
                           Ending::refused, errmsg, now);
  reply.welcome = welcome;
  return reply;
}

Chat::Reply too_fast(Instant now) {
  return json(R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})", Ending::blocked,
              "send too fast", now, kBlock);
}

Chat::Reply http(int status, std::string body, Ending ending, Instant now, Milliseconds wait = 0ms) {
  return {{status, std::move(body), "text/html", "", http_date(now)},
          ending,
          ending == Ending::refused ? Welcome::takes : Welcome::none,
          wait,
          0ms,
          false,
          "HTTP " + std::to_string(status)};
}

std::optional<Instant> timestamp_in(std::string_view target) {
  constexpr std::string_view kName = "&timestamp=";
  const std::size_t found = target.find(kName);
  if (found == std::string_view::npos) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const std::string_view digits = target.substr(found + kName.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return WallTime{Milliseconds{value}} - kBeginning;
}

bool is_signed_in_time(const RobotSetup& setup, const ports::OutboundRequest& request, Instant now) {
  if (setup.secret.empty()) {
    return true;
  }
  const auto stamp = timestamp_in(request.target);
  return stamp.has_value() && std::chrono::abs(*stamp - now) <= 1h;
}

std::optional<Chat::Reply> refuse_by_mood(Mood mood, Instant now) {
  switch (mood) {
    case Mood::well:
      return std::nullopt;
    case Mood::busy:
      return refusal(-1, "system busy", Welcome::takes, now);
    case Mood::server_error:
      return http(502, "bad gateway", Ending::refused, now);
    case Mood::unexpected:
      return refusal(777777, "nobody knows", Welcome::takes, now);
    case Mood::busy_for_others:
      return too_fast(now);
    case Mood::keyword:
      return refusal(310000, "keywords not in content", Welcome::refuses, now);
    case Mood::token:
      return refusal(300005, "token is not exist", Welcome::refuses, now);
    case Mood::disbanded:
      return refusal(400013, "group is disbanded", Welcome::refuses, now);
    case Mood::punished: {
      Chat::Reply reply = json(R"({"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce"})",
                               Ending::blocked, "status 1111", now, 10min);
      reply.host_wait = 5min;
      return reply;
    }
    case Mood::html:
      return http(200, "<html><body>sorry</body></html>", Ending::blocked, now, kBlock);
    case Mood::redirect:
      return http(302, "", Ending::blocked, now, kBlock);
  }
  return std::nullopt;
}

bool holds_bad_words(const ports::OutboundRequest& request) {
  return request.body.find(kBadMessage) != std::string::npos || request.body.find(kBadTitle) != std::string::npos;
}

}  // namespace

Chat::Chat(const std::vector<RobotSetup>& robots) : setups_(robots), robots_(robots.size()) {}

std::optional<Chat::Reply> Chat::refuse_by_rate(Robot& robot, Instant now) {
  std::deque<Instant>& minute = robot.minute;
  while (!minute.empty() && minute.front() + 60s <= now) {
    minute.pop_front();
  }
  minute.push_back(now);
  busiest_ = std::max(busiest_, minute.size());
  if (minute.size() > kPerMinute) {
    robot.blocked_until = now + kBlock;
  }
  if (robot.blocked_until.has_value() && *robot.blocked_until > now) {
    return too_fast(now);
  }
  return std::nullopt;
}

Chat::Reply Chat::receive(std::size_t robot, const ports::OutboundRequest& request, Mood mood, Instant now) {
  if (auto blocked = refuse_by_rate(robots_.at(robot), now)) {
    return std::move(*blocked);
  }
  if (auto refused = refuse_by_mood(mood, now)) {
    return std::move(*refused);
  }
  if (!is_signed_in_time(setups_.at(robot), request, now)) {
    return refusal(310000, "invalid timestamp", Welcome::none, now);
  }
  if (holds_bad_words(request)) {
    return refusal(430102, "the content is moderated", Welcome::takes, now);
  }
  Reply reply = json(R"({"errcode":0,"errmsg":"ok"})", Ending::shown, "ok", now);
  reply.welcome = Welcome::takes;
  reply.displayed = true;
  return reply;
}

}  // namespace relay::sim
