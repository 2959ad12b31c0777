// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

// Every key that the file may hold, by section. config/relay.schema.json and config/relay.example.yaml must name the
// same; a test compares them.
namespace relay::config {

inline constexpr std::array<std::string_view, 13> kTopKeys{"server",  "admin",   "spool",    "language",     "timezone",
                                                           "proxy",   "ca_file", "deadline", "dedup_window", "kinds",
                                                           "sources", "robots",  "dingtalk"};
inline constexpr std::array<std::string_view, 2> kServerKeys{"listen", "max_body"};
inline constexpr std::array<std::string_view, 1> kAdminKeys{"listen"};
inline constexpr std::array<std::string_view, 6> kSpoolKeys{"path",         "max_age",   "retention",
                                                            "dead_letters", "max_bytes", "keep_payloads"};
inline constexpr std::array<std::string_view, 7> kSourceKeys{
    "name", "client_secrets", "url_token", "base_url", "organization", "allow_unauthenticated", "silence_alarm"};
inline constexpr std::array<std::string_view, 13> kRobotKeys{
    "name",     "access_token", "secret",           "keyword",          "at_mobiles",
    "at_all",   "template",     "include_keywords", "exclude_keywords", "repeat_interval",
    "fallback", "endpoint",     "max_per_minute"};
inline constexpr std::array<std::string_view, 10> kDingtalkKeys{"access_token",
                                                                "secret",
                                                                "custom_keyword",
                                                                "at_mobiles",
                                                                "is_at_all",
                                                                "custom_message_enabled",
                                                                "custom_message_template",
                                                                "include_keywords",
                                                                "exclude_keywords",
                                                                "endpoint"};

using Keys = std::span<const std::string_view>;

// Whether a key may be quoted: no misplaced secret looks like it.
[[nodiscard]] bool is_plain_key(std::string_view key);

// What to say about a key that is not among `known`: the nearest one (at most two letters away, or one begins with
// the other), else all of them. Does not quote the key.
[[nodiscard]] std::string unknown_key(std::string_view key, Keys known);

}  // namespace relay::config
