// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "relay/telemetry/event_line.hpp"

namespace relay::telemetry {

// Lines on stderr: "ts=2026-11-23T15:04:05.123Z level=info event=…". Written by a thread of its own; a stuck reader
// of stderr costs the oldest lines, never an acknowledgement.
class Log final : public ports::EventSink {
 public:
  Log(LogLevel least, dingtalk::Language language);
  ~Log() override;  // writes what waits, for as long as a quarter of a second
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void on(const ports::Event& event) override;
  // From now on; on the thread of the events.
  void speak(dingtalk::Language language) { language_ = language; }
  // For what is no event of the pipeline: start, stop, addresses. `text` is logfmt.
  void write(LogLevel level, std::string_view text);

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
  dingtalk::Language language_;
};

}  // namespace relay::telemetry
