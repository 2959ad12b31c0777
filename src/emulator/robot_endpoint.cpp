// SPDX-License-Identifier: MIT
#include "emulator/robot_endpoint.hpp"

#include <optional>
#include <string>
#include <utility>

#include "emulator/checks.hpp"
#include "emulator/faults.hpp"
#include "emulator/wire.hpp"

namespace relay::emulator {
namespace {

using ports::HttpRequest;
using ports::HttpResponse;

TranscriptEntry entry_of(const State& state, const EmulatedRobot* robot, const Message& message) {
  TranscriptEntry entry{};
  entry.received = state.server_time();
  entry.robot = robot == nullptr ? std::string{} : robot->name;
  entry.title = message.title;
  entry.text = message.text;
  entry.at_mobiles = message.at_mobiles;
  entry.at_all = message.at_all;
  entry.msg_uuid = message.msg_uuid;
  entry.msg_type = message.type;
  return entry;
}

void set_reason(TranscriptEntry& entry, const Reason& reason) {
  entry.reason = reason.en;
  entry.reason_zh = reason.zh;
}

Reason lost_to(FaultKind kind) {
  const std::string name(name_of(kind));
  return {"fault " + name + ": the message was not processed", "故障 " + name + "：消息未被处理"};
}

// Rows 25 and 26.
HttpResponse accept(State& state, TranscriptEntry& entry, const std::optional<Fault>& fault) {
  const bool dedupe = !fault || fault->kind != FaultKind::hang_after_nodedupe;
  const BootTime now = state.clock.boot_now();
  entry.duplicate = dedupe && state.seen.knows(entry.robot, entry.msg_uuid, now);
  entry.shown = !entry.duplicate;
  if (entry.duplicate) {
    set_reason(entry, {"its msgUuid was shown before", "相同 msgUuid 已显示过"});
  } else if (dedupe) {
    state.seen.keep(entry.robot, entry.msg_uuid, now);
  }
  return ok_answer(state.options);
}

HttpResponse process(State& state, const CheckInput& input, TranscriptEntry& entry, const std::optional<Fault>& fault) {
  auto refusal = check(input, state.limiter);
  if (!refusal && fault) {
    refusal = late_refusal(fault->kind);
  }
  if (!refusal) {
    return accept(state, entry, fault);
  }
  set_reason(entry, refusal->reason);
  return std::move(refusal->response);
}

bool is_silent(const HttpResponse& response) { return response.script && response.script->bytes.empty(); }

// A browser's stray GETs are no messages.
bool is_worth_keeping(const ports::HttpHead& head) { return head.method == "POST" || head.path == "/robot/send"; }

bool is_send(const ports::HttpHead& head) { return head.method == "POST" && head.path == "/robot/send"; }

}  // namespace

HttpResponse answer_robot_request(State& state, const HttpRequest& request) {
  const EmulatedRobot* robot = state.robot_of(token_of(request.head));
  const MessageReading reading = read_message(request.body);
  TranscriptEntry entry = entry_of(state, robot, reading.message);
  entry.body = request.body;
  const BootTime now = state.clock.boot_now();
  const auto fault =
      is_send(request.head) ? state.faults.take(FaultStage::body, entry.robot, now) : std::optional<Fault>{};
  HttpResponse response = ok_answer(state.options);
  if (fault && !is_processed(*fault)) {
    set_reason(entry, lost_to(fault->kind));
  } else {
    const CheckInput input{request, reading, robot, state.options, entry.received, now};
    response = process(state, input, entry, fault);
  }
  response.headers.emplace_back("date", http_date(entry.received));
  if (fault) {
    entry.fault = name_of(fault->kind);
    response = faulted(*fault, std::move(response), state.options);
  }
  entry.status = is_silent(response) ? 0 : response.status;
  entry.answer = is_silent(response) ? std::string{} : response.body;
  if (is_worth_keeping(request.head)) {
    state.transcript.add(std::move(entry));
  }
  return response;
}

bool reset_after_head(State& state, const ports::HttpHead& head) {
  if (!is_send(head)) {
    return false;
  }
  const EmulatedRobot* robot = state.robot_of(token_of(head));
  TranscriptEntry entry = entry_of(state, robot, {});
  const auto fault = state.faults.take(FaultStage::head, entry.robot, state.clock.boot_now());
  if (fault) {
    entry.fault = name_of(fault->kind);
    set_reason(entry, lost_to(fault->kind));
    state.transcript.add(std::move(entry));
  }
  return fault.has_value();
}

}  // namespace relay::emulator
