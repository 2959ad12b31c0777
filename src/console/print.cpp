// SPDX-License-Identifier: MIT
#include "relay/console/print.hpp"

#include <algorithm>
#include <vector>

#include "console/reply_reader.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/cure.hpp"

namespace relay::console {
namespace {

constexpr std::size_t kTitleBytes = 100;

using Row = std::vector<std::string>;

// Columns as wide as their longest entry; the last one is not filled up.
std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      out += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    out += row.back() + "\n";
  }
  return out;
}

std::string state_of(const Json& delivery) {
  const std::string rule = text_in(delivery, "rule");
  const std::int64_t digest = number_in(delivery, "digest");
  std::string state = text_in(delivery, "state");
  if (!rule.empty()) {
    state += " by " + rule;
  }
  return digest == 0 ? state : state + " in digest " + std::to_string(digest);
}

Row row_of(const Json& delivery, const Reader& reader) {
  const auto received = time_in(delivery, "received_ms");
  const std::string title = text_in(delivery, "title");
  return {std::to_string(number_in(delivery, "alert")),
          received.has_value() ? reader.zone.format(*received) : std::string{},
          text_in(delivery, "robot"),
          state_of(delivery),
          std::to_string(number_in(delivery, "attempts")),
          text_in(delivery, "level"),
          text_in(delivery, "issue"),
          std::string(utf8::cut_bytes(title, kTitleBytes))};
}

// Each reason once, with what to do about it: a hundred lines have the same cure.
std::string cures_of(const Json& deliveries, const Reader& reader) {
  std::vector<delivery::Reason> reasons;
  std::string out;
  for (const Json& one : deliveries) {
    const delivery::Reason reason = delivery::reason_from(text_in(one, "reason"));
    if (reason == delivery::Reason::none || std::find(reasons.begin(), reasons.end(), reason) != reasons.end()) {
      continue;
    }
    reasons.push_back(reason);
    out += "\n" + std::string(delivery::to_string(reason)) + " (alert " + std::to_string(number_in(one, "alert")) +
           ", robot " + text_in(one, "robot") + "): " + text_in(one, "detail") +
           "\n  what to do: " + std::string(dingtalk::cure(reason, reader.language)) + "\n";
  }
  return out;
}

}  // namespace

Result<Printed> print_deliveries(std::string_view body, const Reader& reader) {
  const std::optional<Json> reply = object_in(body);
  if (!reply.has_value()) {
    return no_object();
  }
  const Json& deliveries = array_in(*reply, "deliveries");
  if (deliveries.empty()) {
    return Printed{"no delivery fits\n"};
  }
  std::vector<Row> rows{{"ALERT", "RECEIVED", "ROBOT", "STATE", "TRIES", "LEVEL", "ISSUE", "TITLE"}};
  for (const Json& one : deliveries) {
    rows.push_back(row_of(one, reader));
  }
  return Printed{table(rows) + cures_of(deliveries, reader)};
}

Result<Printed> print_audit(std::string_view body) {
  const std::optional<Json> reply = object_in(body);
  if (!reply.has_value()) {
    return no_object();
  }
  std::vector<Row> rows{{"STATE", "COUNTED", "ROWS", "FORGOTTEN"}};
  for (const Json& state : array_in(*reply, "states")) {
    rows.push_back({text_in(state, "state"), std::to_string(number_in(state, "counted")),
                    std::to_string(number_in(state, "rows")), std::to_string(number_in(state, "forgotten"))});
  }
  const std::string accepted = std::to_string(number_in(*reply, "accepted"));
  Printed printed{table(rows), flag_in(*reply, "holds")};
  if (printed.good) {
    printed.text += "\nThe identity holds: " + accepted + " deliveries were accepted, and each is in one state.\n";
    return printed;
  }
  printed.text += "\nThe identity DOES NOT HOLD (" + accepted + " deliveries were accepted):\n";
  for (const Json& fault : array_in(*reply, "faults")) {
    printed.text += "- " + (fault.is_string() ? fault.get<std::string>() : fault.dump()) + "\n";
  }
  printed.text +=
      "Make a copy (spool snapshot) and report this with the table: it is a bug, or the file was changed.\n";
  return printed;
}

Result<Printed> print_change(std::string_view body, const std::string& done) {
  const std::optional<Json> reply = object_in(body);
  if (!reply.has_value()) {
    return no_object();
  }
  Printed printed;
  for (const Json& robot : array_in(*reply, "robots")) {
    printed.text += text_in(robot, "robot") + ": " + std::to_string(number_in(robot, "deliveries")) + " " + done + "\n";
  }
  if (number_in(*reply, "deliveries") == 0) {
    printed.text = "nothing to do: no delivery fits\n";
  }
  if (const std::int64_t busy = number_in(*reply, "under_way"); busy > 0) {
    printed.text += std::to_string(busy) + " left alone: a message with them is being sent. Try again in a minute.\n";
  }
  return printed;
}

Result<Printed> print_pause(std::string_view body) {
  const std::optional<Json> reply = object_in(body);
  if (!reply.has_value()) {
    return no_object();
  }
  const std::string robot = text_in(*reply, "robot");
  const bool changed = flag_in(*reply, "changed");
  if (!flag_in(*reply, "paused")) {
    return Printed{robot + (changed ? " goes on: what waited is sent at its usual rate\n" : " is not paused\n")};
  }
  const std::string text = robot + (changed ? " is paused" : " was paused already");
  if (reply->contains("configured") && !flag_in(*reply, "configured")) {
    return Printed{text + ", but the configuration has no robot of this name: `check-config` lists them\n", false};
  }
  return Printed{text +
                 ": alerts are taken and wait, until `resume` or spool.max_age; a message under way still ends\n"};
}

std::string print_refusal(std::string_view body) {
  const std::optional<Json> reply = object_in(body);
  const std::string detail = reply.has_value() ? text_in(*reply, "detail") : std::string{};
  return detail.empty() ? std::string(body) : detail;
}

}  // namespace relay::console
