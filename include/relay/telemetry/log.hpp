// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include "relay/dingtalk/robot.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::telemetry {

class Repeats;

enum class LogFormat { logfmt, json };
// journal: systemd stamps each line itself and takes the priority from "<N>" before it.
enum class LogTarget { plain, journal };

// Where standard error leads; `journal_stream` is the variable JOURNAL_STREAM, or null. A descriptor that was
// redirected since is plain, whatever the variable says.
[[nodiscard]] LogTarget target_of_stderr(const char* journal_stream);

struct LogOptions {
  LogLevel least{LogLevel::info};
  LogFormat format{LogFormat::logfmt};
  LogTarget target{LogTarget::plain};
  dingtalk::Language language{dingtalk::Language::en};
};

// Lines on stderr: "ts=2026-11-23T15:04:05.123Z level=info event=…", or the same as JSON. Written by a thread of its
// own; a stuck reader of stderr costs the oldest lines, never an acknowledgement. Trouble that repeats is summarised
// once a minute (src/telemetry/README.md). All calls on one thread.
class Log final : public ports::EventSink {
 public:
  // `clock` outlives it.
  Log(const ports::Clock& clock, const LogOptions& options);
  ~Log() override;  // writes what waits, summaries too, for as long as a quarter of a second
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void on(const ports::Event& event) override;
  // From now on; on the thread of the events.
  void speak(dingtalk::Language language) { options_.language = language; }
  // For what is no event of the pipeline: start, stop, addresses.
  void write(const LogLine& line);
  // Writes the summaries that are due. Other lines do so too; call this now and then in case none comes.
  void write_summaries();
  // Lines that were dropped because nobody read them in time.
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Repeats> repeats_;
  const ports::Clock& clock_;
  LogOptions options_;
};

}  // namespace relay::telemetry
