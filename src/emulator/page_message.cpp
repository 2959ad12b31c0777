// SPDX-License-Identifier: MIT
#include "emulator/page_message.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>

#include "emulator/html.hpp"
#include "emulator/transcript.hpp"
#include "relay/base/utf8.hpp"

namespace relay::emulator {
namespace {

constexpr unsigned kColors = 6;
constexpr std::size_t kPeekCharacters = 300;

std::string element(std::string_view name, std::string_view classes, const std::string& html) {
  return "<" + std::string(name) + " class=\"" + std::string(classes) + "\">" + html + "</" + std::string(name) + ">";
}

std::string time_of_day(WallTime time, const TimeZone& zone) { return zone.format(time).substr(11, 8); }

bool is_markdown(const TranscriptEntry& entry) {
  return entry.msg_type == "markdown" || entry.msg_type == "actionCard";
}

bool is_blank(const TranscriptEntry& entry) { return is_markdown(entry) && is_blank_on_phone(entry.text); }

std::string content_html(const TranscriptEntry& entry, Client client) {
  if (is_markdown(entry)) {
    return markdown_html(entry.text, client);
  }
  if (entry.msg_type.empty() || entry.text.empty()) {
    const std::string body = utf8::repair(entry.body);
    return element("div", "plain", html_escape(utf8::cut_characters(body, kPeekCharacters)));
  }
  const std::string title = entry.title.empty() ? "" : "<p><strong>" + html_escape(entry.title) + "</strong></p>";
  return title + element("div", "plain", html_escape(entry.text));
}

std::string bubble_html(const TranscriptEntry& entry, Client client) {
  const std::string html = content_html(entry, client);
  return html.empty() ? element("div", "bubble blank", "") : element("div", "bubble", html);
}

std::string code_text(const TranscriptEntry& entry) {
  const auto errcode = errcode_of(entry.answer);
  if (errcode) {
    return std::to_string(*errcode);
  }
  return entry.status == 0 ? "无应答 no answer" : "HTTP " + std::to_string(entry.status);
}

std::string shown_chip(const TranscriptEntry& entry) {
  const std::string shown = "✓ 已显示 shown";
  if (!entry.fault.empty()) {
    return element("span", "chip warn", shown + " · " + html_escape(entry.fault));
  }
  return is_blank(entry) ? element("span", "chip warn", shown + " · 手机空白 blank on phones")
                         : element("span", "chip ok", shown);
}

std::string chip_html(const TranscriptEntry& entry) {
  switch (fate_of(entry)) {
    case Fate::shown:
      return shown_chip(entry);
    case Fate::duplicate:
      return element("span", "chip", "⊘ 重复 duplicate");
    case Fate::refused:
      return element("span", "chip bad", "✗ 未显示 refused · " + code_text(entry));
  }
  return {};
}

std::string who_html(const TranscriptEntry& entry, const TimeZone& zone) {
  return element("div", "who",
                 "<b>" + robot_label(entry.robot) + "</b>" + element("span", "bot", "机器人") + "<time>" +
                     time_of_day(entry.received, zone) + "</time>" + chip_html(entry));
}

// Markdown notifies only those whose number stands in the text, too; the answer does not tell.
std::string mention_notes(const TranscriptEntry& entry) {
  std::string notified = entry.at_all ? " @所有人" : "";
  std::string silent;
  for (const std::string& mobile : entry.at_mobiles) {
    const bool works = entry.msg_type == "text" || entry.text.find("@" + mobile) != std::string::npos;
    (works ? notified : silent) += " @" + html_escape(mobile);
  }
  std::string html = notified.empty() ? "" : element("div", "note", "🔔 提醒 notifies" + notified);
  if (!silent.empty()) {
    html += element("div", "note warn", "🔕 正文中没有号码，不会提醒 not in the text, so nobody is notified:" + silent);
  }
  return html;
}

std::string blank_note(const TranscriptEntry& entry, Client client) {
  if (!is_blank(entry)) {
    return {};
  }
  return client == Client::phone
             ? element("div", "note bad", "⚠ 含 HTML 标签，手机上整条空白 raw HTML: blank on a phone")
             : element("div", "note bad",
                       "⚠ 含 HTML 标签：电脑上标签消失，手机上整条空白 raw HTML: the tags vanish here, and phones show "
                       "the whole message blank");
}

std::string raw_html(const TranscriptEntry& entry) {
  std::string text = utf8::repair(entry.body) + "\n\n→ " + code_text(entry) + "  " + utf8::repair(entry.answer);
  return "<details><summary>#" + std::to_string(entry.number) + " · JSON " + std::to_string(entry.body.size()) +
         " B</summary><pre>" + html_escape(text) + "</pre></details>";
}

std::string verdict_html(const TranscriptEntry& entry) {
  return element("div", "verdict",
                 "<strong>" + html_escape(entry.reason_zh) + "</strong><span>" + html_escape(entry.reason) + "</span>");
}

// What would have been said, greyed.
std::string refused_html(const TranscriptEntry& entry) {
  const std::string title = utf8::repair(entry.title.empty() ? entry.body : entry.title);
  const std::string peek = html_escape(utf8::cut_characters(title, 80));
  return verdict_html(entry) + "<details class=\"said\"><summary>" + (peek.empty() ? "（空 empty）" : peek) +
         "</summary>" + bubble_html(entry, Client::pc) + "</details>";
}

// The banner: all that a locked phone shows is the title.
std::string push_html(const TranscriptEntry& entry, const TimeZone& zone) {
  const std::string title = entry.title.empty() ? entry.text : entry.title;
  return element("div", "push",
                 "<small><span>钉钉 DingTalk</span><span>" + time_of_day(entry.received, zone).substr(0, 5) +
                     "</span></small><b>" + robot_label(entry.robot) +
                     "</b>: " + html_escape(utf8::cut_characters(utf8::repair(title), 64)));
}

std::string_view class_of(Fate fate) {
  switch (fate) {
    case Fate::shown:
      return "message shown";
    case Fate::duplicate:
      return "message duplicate";
    case Fate::refused:
      return "message refused";
  }
  return {};
}

}  // namespace

std::string message_html(const TranscriptEntry& entry, Client client, const TimeZone& zone) {
  std::string body = who_html(entry, zone);
  switch (fate_of(entry)) {
    case Fate::shown:
      body += bubble_html(entry, client) + blank_note(entry, client) + mention_notes(entry);
      break;
    case Fate::duplicate:
      body += verdict_html(entry);
      break;
    case Fate::refused:
      body += refused_html(entry);
      break;
  }
  const std::string push = client == Client::phone ? push_html(entry, zone) : "";
  return push + "<article class=\"" + std::string(class_of(fate_of(entry))) + "\" id=\"m" +
         std::to_string(entry.number) + "\">" + avatar_html(entry.robot) + "<div>" + body + raw_html(entry) +
         "</div></article>";
}

std::string avatar_html(std::string_view robot) {
  if (robot.empty()) {
    return element("span", "avatar", "?");
  }
  unsigned sum = 0;
  for (const char c : robot) {
    sum = sum * 31 + static_cast<unsigned char>(c);
  }
  const std::string repaired = utf8::repair(robot);
  std::string letter(utf8::cut_characters(repaired, 1));
  std::transform(letter.begin(), letter.end(), letter.begin(),
                 [](unsigned char c) { return c < 0x80 ? static_cast<char>(std::toupper(c)) : static_cast<char>(c); });
  return element("span", "avatar c" + std::to_string(sum % kColors), html_escape(letter));
}

std::string robot_label(std::string_view robot) { return robot.empty() ? "未知 unknown" : html_escape(robot); }

}  // namespace relay::emulator
