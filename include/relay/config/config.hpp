// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/base/url.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/sentry/source.hpp"

namespace relay::config {

struct ListenAddress {
  std::string host;    // IPv4 or IPv6 address, no brackets
  std::uint16_t port;  // 0: any free one

  bool operator==(const ListenAddress&) const = default;
};

// Words of alerts that a robot wants, and of those it does not; see routing::KeywordFilter.
struct RobotKeywords {
  std::vector<std::string> include{};  // at least one of them; empty: any alert
  std::vector<std::string> exclude{};  // none of them
};

// What a robot does beside taking its alerts.
struct RobotExtras {
  // Events of an issue that come so soon after a message about it are counted on the next message. 0: each is shown.
  std::chrono::seconds repeat_interval{0};
  std::string fallback{};  // the robot that gets copies while this one refuses messages; empty: none
};

enum class KindPolicy { show, count };  // count: stored as suppressed, no message

struct SpoolConfig {
  std::string path{"/var/lib/sentry-dingtalk-relay/spool.db"};
  std::chrono::seconds max_age{std::chrono::hours{72}};        // a pending alert expires after this
  std::chrono::seconds retention{std::chrono::hours{168}};     // finished alerts are kept this long
  std::chrono::seconds dead_letters{std::chrono::hours{720}};  // those that DingTalk refused, of which 10 000 at most
  std::uint64_t max_bytes{1ULL << 30U};
  std::chrono::seconds keep_payloads{0};  // 0: raw bodies are not kept
};

// The whole configuration, checked: whoever holds one needs no further checks.
struct Config {
  ListenAddress server{"0.0.0.0", 8090};
  ListenAddress admin{"127.0.0.1", 8091};
  std::uint64_t max_body{8ULL << 20U};  // bytes of one webhook
  SpoolConfig spool;
  dingtalk::Language language{dingtalk::Language::en};
  TimeZone timezone{TimeZone::local()};
  std::optional<Url> proxy;                         // outbound, http://host:port
  std::string ca_file;                              // PEM; empty: the system's store
  Milliseconds deadline{10'000};                    // of one whole attempt to reach DingTalk
  Milliseconds dedup_window{600'000};               // 0: nothing is a duplicate
  std::map<alert::Kind, KindPolicy> kinds;          // every kind has an entry
  std::vector<sentry::Source> sources;              // at least one
  std::vector<dingtalk::Robot> robots;              // none: preview mode. One entry a robot_key
  std::map<std::string, RobotKeywords> keywords{};  // by robot's name; without an entry it gets every alert
  std::map<std::string, RobotExtras> extras{};      // by robot's name; those that have any. No cycle of fallbacks
  // By source's name: a message when nothing that Sentry signed came from it for so long.
  std::map<std::string, std::chrono::seconds> silence_alarms{};
};

// Something a person should know though the relay starts, already with its place: "relay.yaml:14:7: robots[1]: …".
using Warning = std::string;

struct Loaded {
  Config config;
  std::vector<Warning> warnings;
};

}  // namespace relay::config
