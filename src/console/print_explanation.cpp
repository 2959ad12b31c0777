// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>
#include <vector>

#include "console/reply_reader.hpp"
#include "relay/alert/alert.hpp"
#include "relay/console/print.hpp"
#include "relay/dingtalk/cure.hpp"

namespace relay::console {
namespace {

// One line of a life, and what hangs below it.
struct Step {
  WallTime at;
  std::string text;
};

std::string line(const std::string& when, const std::string& text) { return "  " + when + "  " + text + "\n"; }

std::string printed(std::vector<Step> steps, const Reader& reader) {
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
  std::string out;
  for (const Step& step : steps) {
    out += line(reader.zone.format(step.at), step.text);
  }
  return out;
}

std::string cure_below(const Json& attempt, const Reader& reader) {
  const auto cure = dingtalk::cure(delivery::reason_from(text_in(attempt, "reason")), reader.language);
  return cure.empty() ? std::string{} : "\n      what to do: " + std::string(cure);
}

void add_attempts(std::vector<Step>& steps, const Json& attempts, const std::string& of, const Reader& reader) {
  std::size_t number = 0;
  for (const Json& attempt : attempts) {
    const auto started = time_in(attempt, "started_ms");
    const std::string name = "attempt " + std::to_string(++number) + of;
    if (!attempt.contains("took_ms")) {
      steps.push_back({started.value_or(WallTime{}), name + ": under way, or cut off by a stop"});
      continue;
    }
    std::string text =
        name + ": " + text_in(attempt, "verdict") + " after " + std::to_string(number_in(attempt, "took_ms")) + " ms";
    if (const std::string reason = text_in(attempt, "reason"); !reason.empty()) {
      text += ", " + reason + ": " + text_in(attempt, "detail");
    }
    steps.push_back({started.value_or(WallTime{}), text + cure_below(attempt, reader)});
  }
}

std::string words_of_digest(const Json& digest) {
  const std::string line = text_in(digest, "line");
  std::string text = "in digest " + std::to_string(number_in(digest, "id")) + ", one message for " +
                     std::to_string(number_in(digest, "alerts")) + " alerts, in the line of its " + line;
  return line == "issue" ? text + " (" + std::to_string(number_in(digest, "of_issue")) + ")" : text;
}

std::string words_of_end(const Json& delivery) {
  const std::string state = text_in(delivery, "state");
  const Json* digest = delivery.contains("digest") ? &delivery.at("digest") : nullptr;
  if (digest != nullptr) {
    return state + " " + words_of_digest(*digest);
  }
  if (delivery.contains("counted_with")) {
    return state + ": counted on the message about alert " + std::to_string(number_in(delivery, "counted_with")) +
           " of the same issue (repeat_interval)";
  }
  if (state == "expired") {
    return "expired: it waited longer than spool.max_age";
  }
  if (state == "dead") {
    return "dead letter: DingTalk refused it in both forms; `redrive` sends it again";
  }
  if (state == "unknown") {
    return "unknown: nobody answered twice, so that it may have been shown or not";
  }
  return state;
}

// Why it is not shown yet.
std::string words_of_wait(const Json& delivery, const Reader& reader) {
  constexpr std::string_view kWaits = "waits";
  std::string text(kWaits);
  if (const auto paused = time_in(delivery, "paused_ms")) {
    text +=
        ": the robot is paused since " + reader.zone.format(*paused) + " (resume " + text_in(delivery, "robot") + ")";
  }
  if (const auto blocked = time_in(delivery, "blocked_until_ms")) {
    const auto reason = delivery::reason_from(text_in(delivery, "block_reason"));
    text += ": the robot is silent until " + reader.zone.format(*blocked) + ", " +
            std::string(delivery::to_string(reason)) +
            "\n      what to do: " + std::string(dingtalk::cure(reason, reader.language));
  }
  if (delivery.contains("counted_with")) {
    text += ": counted on the message about alert " + std::to_string(number_in(delivery, "counted_with")) +
            " of the same issue, which may have been shown; ends with it";
  }
  if (delivery.contains("configured") && !flag_in(delivery, "configured")) {
    text += ": the configuration has no robot of this name; until it has, or spool.max_age is over";
  }
  if (const auto due = time_in(delivery, "not_before_ms")) {
    const bool tried = !array_in(delivery, "attempts").empty();
    text += (tried ? ": tried again at " : ": counted with others of its issue (repeat_interval) until ") +
            reader.zone.format(*due);
  }
  return text == kWaits ? text + " for its turn: /readyz says how the robot is" : text;
}

std::vector<Step> steps_of(const Json& delivery, WallTime received, const Reader& reader) {
  std::vector<Step> steps;
  const std::string robot = text_in(delivery, "robot");
  const std::string rule = text_in(delivery, "rule");
  if (!rule.empty()) {
    return {{received, "kept from robot " + robot + " by the rule " + rule}};
  }
  const std::string origin = text_in(delivery, "copy_of");
  steps.push_back({received, origin.empty() ? "routed to robot " + robot + ", queued"
                                            : "copied for robot " + robot + ": robot " + origin + " refused messages"});
  add_attempts(steps, array_in(delivery, "attempts"), "", reader);
  for (const Json& operation : array_in(delivery, "operations")) {
    const std::string what = text_in(operation, "what");
    const auto done = time_in(operation, "done_ms").value_or(received);
    steps.push_back({done, what == "redrive" ? "an operator made it wait again" : "an operator did: " + what});
  }
  if (delivery.contains("digest")) {
    add_attempts(steps, array_in(delivery.at("digest"), "attempts"), " at the digest", reader);
  }
  if (const auto ended = time_in(delivery, "ended_ms")) {
    steps.push_back({*ended, words_of_end(delivery)});
  }
  return steps;
}

std::string life_at(const Json& delivery, WallTime received, const Reader& reader) {
  const std::string state = text_in(delivery, "state");
  std::string out = "\nrobot " + text_in(delivery, "robot") + ": " + state + "\n";
  out += printed(steps_of(delivery, received, reader), reader);
  if (state == "pending") {
    return out + line("now                       ", words_of_wait(delivery, reader));
  }
  const bool told = delivery.contains("ended_ms") || !text_in(delivery, "rule").empty();
  return told ? out : out + line("(time not kept)           ", words_of_end(delivery));
}

std::string head_of(const Json& story) {
  std::string out = "Alert " + std::to_string(number_in(story, "alert"));
  for (const char* name : {"issue", "kind", "level", "project"}) {
    const std::string value = text_in(story, name);
    out += value.empty() ? value : "  " + value;
  }
  out += "\n";
  for (const auto& [name, label] : {std::pair{"title", ""}, std::pair{"link", ""}, std::pair{"event_id", "event "}}) {
    const std::string value = text_in(story, name);
    out += value.empty() ? value : "  " + (label + value) + "\n";
  }
  return out + "\n";
}

std::string words_of_proof(const std::string& proof) {
  if (proof == "signature") {
    return "verified by its signature";
  }
  if (proof == "none") {
    return "not verified: this source takes webhooks without proof (allow_unauthenticated)";
  }
  return proof == "url_token" ? "verified by the secret in its address"
                              : "verified, unless its source has allow_unauthenticated: how is not kept for so long";
}

std::vector<Step> arrival_of(const Json& story, WallTime received) {
  std::string what;
  for (const char* name : {"resource", "action"}) {
    const std::string value = text_in(story, name);
    what += value.empty() ? value : " " + value;
  }
  if (text_in(story, "kind") == alert::to_string(alert::Kind::notice)) {
    return {{received, "written by the relay itself:" + what}};
  }
  return {{received, "received from source " + text_in(story, "source") + what},
          {received, words_of_proof(text_in(story, "proof"))}};
}

Printed print_story(const Json& reply, const Reader& reader) {
  const Json& story = reply.at("story");
  const WallTime received = time_in(story, "received_ms").value_or(WallTime{});
  std::string out = head_of(story);
  if (const auto occurred = time_in(story, "occurred_ms")) {
    out += line(reader.zone.format(*occurred), "happened, as Sentry says");
  }
  out += printed(arrival_of(story, received), reader);
  const Json& deliveries = array_in(story, "deliveries");
  for (const Json& delivery : deliveries) {
    out += life_at(delivery, received, reader);
  }
  if (deliveries.empty()) {
    out += "\nNo robot was configured when it came: it was stored and shown in the log only.\n";
  }
  const Json& others = array_in(reply, "others");
  if (!others.empty()) {
    out += "\nOther alerts of the same issue:";
    for (const Json& other : others) {
      out += " " + other.dump();
    }
    out += "\n";
  }
  return {out};
}

// What it means that there is nothing.
Printed print_unknown(const Json& reply, const std::string& asked, const Reader& reader) {
  const bool any = reply.contains("newest");
  const auto oldest = time_in(reply, "oldest_ms");
  std::string out = "Nothing is known of " + (asked.empty() ? "any alert" : "\"" + asked + "\"") + ".\n";
  if (any) {
    out += "The last alert that came is " + std::to_string(number_in(reply, "newest"));
    out += oldest.has_value() ? "; those since " + reader.zone.format(*oldest) + " are still here.\n"
                              : "; none of them is here any more.\n";
  } else {
    out += "This relay has never accepted an alert.\n";
  }
  return {
      out +
          "Either it is older than spool.retention and was forgotten after its end, or Sentry never sent it here:\n"
          "whatever Sentry sends and this relay accepts can be found until then. To find out which:\n"
          "1. Sentry: Settings > Developer Settings > the integration > Dashboard lists its requests and our answers.\n"
          "   If it is not in there, no alert rule sent it: look at the rule's conditions, environment and action\n"
          "   interval, whether the issue is archived or ignored, and whether the rule's action names the "
          "integration.\n"
          "2. If it is in there with 401 or 403: the Client Secret differs. The relay's log has event=request with\n"
          "   the reason; `check-config` shows the addresses, metric webhooks_total counts the refusals.\n"
          "3. If it is in there with a time-out or no answer: the way from Sentry to the relay is closed; try\n"
          "   `curl -i` on the webhook's address from the machine on which Sentry's worker runs.\n",
      false};
}

}  // namespace

Result<Printed> print_explanation(std::string_view body, const std::string& asked, const Reader& reader) {
  const std::optional<Json> reply = object_in(body);
  if (!reply.has_value()) {
    return no_object();
  }
  return flag_in(*reply, "found") && reply->contains("story") ? print_story(*reply, reader)
                                                              : print_unknown(*reply, asked, reader);
}

}  // namespace relay::console
