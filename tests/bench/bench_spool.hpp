// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/system_clock.hpp"
#include "relay/sentry/parser.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "support/temp_dir.hpp"

namespace relay::bench {

constexpr const char* kPayload = RELAY_SOURCE_DIR "/tests/data/sentry/event_alert-exception-python.json";

[[nodiscard]] inline std::string payload() {
  constexpr std::size_t kSpare = 64;  // simdjson reads ahead
  std::string body = test::read_file(kPayload);
  body.reserve(body.size() + kSpare);
  return body;
}

[[nodiscard]] inline sentry::Source source() {
  sentry::Source source;
  source.name = "main";
  source.client_secrets = {Secret(std::string(64, 'c'))};
  source.base_url = "https://sentry.example.com";
  return source;
}

// Beside the binaries: /tmp may be memory, and what is measured is a disk.
class Directory {
 public:
  Directory() : path_(RELAY_BENCH_DIR "/spool-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) {
      throw std::runtime_error("mkdtemp failed");
    }
  }
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// A real spool on a real disk, and alerts for it.
class BenchSpool {
 public:
  BenchSpool(boost::asio::io_context& io, const std::string& path) : alert_(sentry::parse(payload(), "", source()).alert) {
    storage::SqliteSpoolOptions options;
    options.path = path;
    options.max_bytes = 8ULL << 30U;
    auto opened = storage::SqliteSpool::open(io.get_executor(), clock_, options);
    if (!opened) {
      throw std::runtime_error(opened.error().detail);
    }
    spool_ = std::move(opened->spool);
  }

  [[nodiscard]] ports::Spool& spool() { return *spool_; }
  [[nodiscard]] app::SystemClock& clock() { return clock_; }

  // `together` alerts at once, each for all `robots`; runs `io` until they are stored.
  void append(boost::asio::io_context& io, std::size_t together, const std::vector<std::string>& robots) {
    std::size_t waiting = together;
    for (std::size_t i = 0; i < together; ++i) {
      boost::asio::co_spawn(io, spool_->append(next_alert(robots)),
                            [&waiting](std::exception_ptr error, const Result<ports::Appended>& appended) {
                              if (error || !appended || appended->duplicate) {
                                throw std::runtime_error("an alert was not stored");
                              }
                              --waiting;
                            });
    }
    io.restart();
    while (waiting > 0 && io.run_one() > 0) {
    }
  }

 private:
  ports::NewAlert next_alert(const std::vector<std::string>& robots) {
    ports::NewAlert entry;
    entry.alert = alert_;
    entry.dedup = {"main/signature", std::to_string(++number_), ""};
    entry.dedup_window = Milliseconds{600'000};
    for (const std::string& robot : robots) {
      entry.destinations.push_back({robot, ""});
    }
    entry.received = clock_.wall_now();
    return entry;
  }

  app::SystemClock clock_;
  alert::Alert alert_;
  std::uint64_t number_{0};
  std::unique_ptr<ports::Spool> spool_;
};

}  // namespace relay::bench
