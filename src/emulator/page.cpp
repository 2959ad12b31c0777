// SPDX-License-Identifier: MIT
#include "emulator/page.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

#include "emulator/html.hpp"
#include "emulator/page_message.hpp"
#include "emulator/page_style.hpp"
#include "relay/base/url.hpp"
#include "relay/base/utf8.hpp"

namespace relay::emulator {
namespace {

using Entries = std::vector<const TranscriptEntry*>;

constexpr std::size_t kDrawn = 200;
constexpr std::chrono::minutes kQuiet{5};
constexpr std::string_view kIcon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' "
    "r='16' fill='%231677ff'/%3E%3Cpath d='M9 12h14v8h-7l-4 4v-4H9z' fill='%23fff'/%3E%3C/svg%3E";

bool belongs(const TranscriptEntry& entry, const std::string& robot) {
  return robot.empty() || (robot == kUnknownRobot ? entry.robot.empty() : entry.robot == robot);
}

Entries entries_of(const State& state, const std::string& robot) {
  Entries entries;
  for (const TranscriptEntry& entry : state.transcript.entries()) {
    if (belongs(entry, robot)) {
      entries.push_back(&entry);
    }
  }
  return entries;
}

std::size_t count(const Entries& entries, Fate fate) {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [&](const auto* entry) { return fate_of(*entry) == fate; }));
}

std::string last_title(const Entries& entries) {
  const auto last = std::find_if(entries.rbegin(), entries.rend(), [](const auto* entry) { return entry->shown; });
  if (last == entries.rend()) {
    return "还没有消息 nothing yet";
  }
  const std::string title = utf8::repair((*last)->title.empty() ? (*last)->text : (*last)->title);
  return html_escape(utf8::cut_characters(title, 40));
}

std::string session_html(const State& state, PageQuery query, const std::string& robot, const std::string& label) {
  const bool on = query.robot == robot;
  query.robot = robot;
  const Entries entries = entries_of(state, robot);
  const std::size_t refused = count(entries, Fate::refused);
  const std::string avatar = robot.empty() ? "<span class=\"avatar c0\">群</span>"
                                           : avatar_html(robot == kUnknownRobot ? std::string_view{} : robot);
  return "<a class=\"session" + std::string(on ? " on" : "") + "\" href=\"" + page_address(query) + "\">" + avatar +
         "<span><span class=\"name\">" + label + "</span><span class=\"last\">" + last_title(entries) +
         "</span></span><span class=\"badge" + (refused > 0 ? " bad" : "") + "\">" +
         std::to_string(count(entries, Fate::shown)) + (refused > 0 ? " ✗" + std::to_string(refused) : "") +
         "</span></a>";
}

std::string side_html(const State& state, const PageQuery& query) {
  std::string html =
      "<nav class=\"side\"><div class=\"brand\"><span class=\"avatar c0\">钉</span><span>钉钉模拟器<small>DingTalk "
      "emulator</small></span></div>";
  html += session_html(state, query, "", "全部 All robots");
  for (const EmulatedRobot& robot : state.options.robots) {
    html += session_html(state, query, robot.name, html_escape(robot.name));
  }
  const std::string unknown(kUnknownRobot);
  if (!entries_of(state, unknown).empty()) {
    html += session_html(state, query, unknown, robot_label(""));
  }
  return html + "</nav>";
}

std::string choice_html(const PageQuery& query, std::string_view label, bool on) {
  return "<a" + std::string(on ? " class=\"on\"" : "") + " href=\"" + page_address(query) + "\">" + std::string(label) +
         "</a>";
}

std::string bar_html(const State& state, const PageQuery& query) {
  const auto with = [&](Client client, Reloading reloading) { return PageQuery{query.robot, client, reloading}; };
  const bool live = query.reloading == Reloading::live;
  return "<header class=\"bar\"><h1>Sentry 告警群<small>" + std::to_string(state.options.robots.size()) +
         " 个机器人 robots · 本机模拟 local emulator</small></h1><div class=\"switch\">" +
         choice_html(with(Client::pc, query.reloading), "电脑 PC", query.client == Client::pc) +
         choice_html(with(Client::phone, query.reloading), "手机 Phone", query.client == Client::phone) +
         "</div><div class=\"switch\">" +
         choice_html(with(query.client, live ? Reloading::by_hand : Reloading::live), "↻ 自动 Live", live) +
         "</div></header>";
}

std::string tally_chip(std::string_view classes, std::string_view label, std::size_t number) {
  return "<span class=\"chip" + std::string(number > 0 ? classes : "") + "\">" + std::string(label) + " <b>" +
         std::to_string(number) + "</b></span>";
}

std::string tally_html(const Entries& entries) {
  std::string html = "<section class=\"tally\">";
  html += tally_chip(" ok", "✓ 已显示 shown", count(entries, Fate::shown));
  html += tally_chip("", "⊘ 重复 duplicate", count(entries, Fate::duplicate));
  html += tally_chip(" bad", "✗ 未显示 refused", count(entries, Fate::refused));
  if (!entries.empty()) {
    html += "<a class=\"more\" href=\"#m" + std::to_string(entries.back()->number) + "\">最新 latest ↓</a>";
  }
  return html + "</section>";
}

// A phone shows the group; refused messages are not in it.
Entries visible_to(Client client, Entries entries) {
  if (client == Client::phone) {
    std::erase_if(entries, [](const auto* entry) { return !entry->shown; });
  }
  if (entries.size() > kDrawn) {
    entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(kDrawn));
  }
  return entries;
}

std::string stream_html(const Entries& entries, Client client, const TimeZone& zone) {
  std::string html = "<section class=\"stream" + std::string(client == Client::phone ? " phone" : "") + "\">";
  if (entries.empty()) {
    html += "<p class=\"empty\">还没有消息<br>No message yet</p>";
  }
  WallTime last{};
  for (const TranscriptEntry* entry : entries) {
    if (entry == entries.front() || entry->received - last >= kQuiet) {
      html += "<div class=\"when\">" + zone.format(entry->received).substr(0, 16) + "</div>";
    }
    last = entry->received;
    html += message_html(*entry, client, zone);
  }
  return html + "</section>";
}

std::string head_html(const PageQuery& query) {
  const std::string refresh = query.reloading == Reloading::live ? "<meta http-equiv=\"refresh\" content=\"2\">" : "";
  return "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">" +
         refresh + "<title>钉钉模拟器 DingTalk emulator</title><link rel=\"icon\" href=\"" + std::string(kIcon) +
         "\"><style>" + std::string(page_style()) + "</style></head>";
}

}  // namespace

PageQuery parse_page_query(std::string_view query) {
  PageQuery out;
  out.robot = query_value(query, "robot");
  out.client = query_value(query, "view") == "phone" ? Client::phone : Client::pc;
  out.reloading = query_value(query, "live") == "1" ? Reloading::live : Reloading::by_hand;
  return out;
}

std::string page_address(const PageQuery& query) {
  std::string address;
  const auto add = [&](std::string_view part) { address += (address.empty() ? "/?" : "&amp;") + std::string(part); };
  if (!query.robot.empty()) {
    add("robot=" + percent_encode(query.robot));
  }
  if (query.client == Client::phone) {
    add("view=phone");
  }
  if (query.reloading == Reloading::live) {
    add("live=1");
  }
  return address.empty() ? "/" : address;
}

ports::HttpResponse answer_page(const State& state, const PageQuery& query, const TimeZone& zone) {
  const Entries entries = entries_of(state, query.robot);
  ports::HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = head_html(query) + "<body><div class=\"app\">" + side_html(state, query) + "<main class=\"chat\">" +
                  bar_html(state, query) + tally_html(entries) +
                  stream_html(visible_to(query.client, entries), query.client, zone) +
                  "<footer class=\"foot\">没有任何内容发往钉钉 · Nothing here was sent to DingTalk</footer>"
                  "</main></div></body></html>\n";
  response.headers = {{"content-security-policy", page_policy()},
                      {"x-content-type-options", "nosniff"},
                      {"referrer-policy", "no-referrer"},
                      {"cache-control", "no-store"}};
  return response;
}

}  // namespace relay::emulator
