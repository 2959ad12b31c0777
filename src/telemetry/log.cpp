// SPDX-License-Identifier: MIT
#include "relay/telemetry/log.hpp"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>
#include <unistd.h>
#include <utility>

#include "telemetry/log_sink.hpp"

namespace relay::telemetry {
namespace {

constexpr std::size_t kQueue = 1024;  // lines; each has its memory from the start
constexpr std::chrono::milliseconds kFarewell{250};

spdlog::level::level_enum level_for(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

class Log::Writer {
 public:
  explicit Writer(LogLevel least)
      : pool_(std::make_shared<spdlog::details::thread_pool>(kQueue, 1)),
        sink_(std::make_shared<LogSink>(STDERR_FILENO, [pool = pool_.get()] { return pool->queue_size() > 0; })),
        logger_(std::make_shared<spdlog::async_logger>("relay", sink_, pool_,
                                                       spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>("ts=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v",
                                                                       spdlog::pattern_time_type::utc));
    logger_->set_level(level_for(least));
  }
  ~Writer() { sink_->leave_by(std::chrono::steady_clock::now() + kFarewell); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write(LogLevel level, std::string_view text) { logger_->log(level_for(level), "{}", text); }

 private:
  std::shared_ptr<spdlog::details::thread_pool> pool_;  // shared with the logger, as spdlog wants it
  std::shared_ptr<LogSink> sink_;                       // shared with the logger
  std::shared_ptr<spdlog::async_logger> logger_;        // shared with the queued lines
};

Log::Log(LogLevel least, dingtalk::Language language) : writer_(std::make_unique<Writer>(least)), language_(language) {}

Log::~Log() = default;

void Log::on(const ports::Event& event) {
  const LogLine line = line_of(event, language_);
  write(line.level, line.text);
}

void Log::write(LogLevel level, std::string_view text) { writer_->write(level, text); }

}  // namespace relay::telemetry
