// SPDX-License-Identifier: MIT
#include "relay/telemetry/log.hpp"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "relay/telemetry/event_line.hpp"
#include "telemetry/log_sink.hpp"
#include "telemetry/log_writers.hpp"
#include "telemetry/repeats.hpp"

namespace relay::telemetry {
namespace {

constexpr std::size_t kQueue = 1024;  // lines; each has its memory from the start
constexpr std::chrono::milliseconds kFarewell{250};
constexpr Milliseconds kRepeatWindow{60'000};

// sd-daemon(3)
std::string_view priority_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "<7>";
    case LogLevel::info:
      return "<6>";
    case LogLevel::warning:
      return "<4>";
    case LogLevel::error:
      return "<3>";
  }
  return "<6>";
}

// What stands before each line: its time, unless the journal knows it.
std::string pattern_of(const LogOptions& options) {
  if (options.target == LogTarget::journal) {
    return "%v";
  }
  return options.format == LogFormat::json ? R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ",%v)" : "ts=%Y-%m-%dT%H:%M:%S.%eZ %v";
}

std::string text_of(const LogLine& line, const LogOptions& options) {
  std::string text;
  text.reserve(384);
  const bool journal = options.target == LogTarget::journal;
  if (journal) {
    text += priority_of(line.level());
  }
  if (options.format == LogFormat::logfmt) {
    text.append("level=").append(line.level_name()).push_back(' ');
    append_logfmt(text, line);
    return text;
  }
  text.append(journal ? "{" : "").append("\"level\":\"").append(line.level_name()).append("\",");
  append_json_members(text, line);
  text.push_back('}');
  return text;
}

}  // namespace

LogTarget target_of_stderr(const char* journal_stream) {
  struct stat stderr_now {};
  if (journal_stream == nullptr || ::fstat(STDERR_FILENO, &stderr_now) != 0) {
    return LogTarget::plain;
  }
  const std::string expected = std::to_string(stderr_now.st_dev) + ":" + std::to_string(stderr_now.st_ino);
  return expected == journal_stream ? LogTarget::journal : LogTarget::plain;
}

class Log::Writer {
 public:
  explicit Writer(const LogOptions& options)
      : pool_(std::make_shared<spdlog::details::thread_pool>(kQueue, 1)),
        sink_(std::make_shared<LogSink>(STDERR_FILENO, [pool = pool_.get()] { return pool->queue_size() > 0; })),
        logger_(std::make_shared<spdlog::async_logger>("relay", sink_, pool_,
                                                       spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern_of(options), spdlog::pattern_time_type::utc));
  }
  ~Writer() { sink_->leave_by(std::chrono::steady_clock::now() + kFarewell); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write(std::string_view text) {
    logger_->log(spdlog::level::critical, spdlog::string_view_t(text.data(), text.size()));
  }
  [[nodiscard]] std::uint64_t dropped() const { return pool_->overrun_counter(); }

 private:
  std::shared_ptr<spdlog::details::thread_pool> pool_;  // shared with the logger, as spdlog wants it
  std::shared_ptr<LogSink> sink_;                       // shared with the logger
  std::shared_ptr<spdlog::async_logger> logger_;        // shared with the queued lines
};

Log::Log(const ports::Clock& clock, const LogOptions& options)
    : writer_(std::make_unique<Writer>(options)),
      repeats_(std::make_unique<Repeats>(kRepeatWindow)),
      clock_(clock),
      options_(options) {}

Log::~Log() {
  for (const LogLine& line : repeats_->settle("", clock_.boot_now())) {
    write(line);
  }
}

void Log::on(const ports::Event& event) {
  const LogLine line = line_of(event, options_.language);
  if (line.level() < options_.least) {
    return;
  }
  write_summaries();
  const BootTime now = clock_.boot_now();
  if (auto key = repeat_key(event); key.has_value() && !repeats_->is_first(std::move(*key), line, now)) {
    return;
  }
  if (const auto over = trouble_ended(event)) {
    for (const LogLine& summary : repeats_->settle(*over, now)) {
      write(summary);
    }
  }
  write(line);
}

void Log::write(const LogLine& line) {
  if (line.level() >= options_.least) {
    writer_->write(text_of(line, options_));
  }
}

void Log::write_summaries() {
  for (const LogLine& line : repeats_->due(clock_.boot_now())) {
    write(line);
  }
}

std::uint64_t Log::dropped() const { return writer_->dropped(); }

}  // namespace relay::telemetry
