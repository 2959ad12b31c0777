// SPDX-License-Identifier: MIT
#include "app/relay_app.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "app/version.hpp"
#include "app/wiring.hpp"
#include "relay/http/client.hpp"
#include "relay/telemetry/log_line.hpp"

namespace relay::app {
namespace asio = boost::asio;
using namespace std::chrono_literals;
using telemetry::LogLevel;
using telemetry::LogLine;

namespace {

constexpr Milliseconds kRequestGrace = 2s;  // requests that were read are answered
constexpr Milliseconds kAttemptGrace = 4s;  // an attempt under way may end
constexpr Milliseconds kNoGrace = 0s;
constexpr Milliseconds kRefusalGrace = 300ms;  // after the spool failed, requests that were read are refused

ExitCode exit_code_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::unavailable:
      return ExitCode::temporary;
    case ErrorKind::refused:
    case ErrorKind::invalid_argument:
      return ExitCode::config;
    case ErrorKind::malformed:
    case ErrorKind::too_large:
    case ErrorKind::not_found:
    case ErrorKind::io:
    case ErrorKind::cancelled:
      return ExitCode::io;
  }
  return ExitCode::io;
}

std::string what(std::exception_ptr error) {
  try {
    std::rethrow_exception(std::move(error));
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace

class RelayApp::FailStop final : public ports::EventSink {
 public:
  explicit FailStop(const OnFailure& on_failure) : on_failure_(on_failure) {}
  void on(const ports::Event& event) override {
    if (std::holds_alternative<ports::SpoolFailed>(event) && !std::exchange(said_, true)) {
      on_failure_(ExitCode::io);
    }
  }

 private:
  const OnFailure& on_failure_;
  bool said_{false};
};

RelayApp::RelayApp(asio::io_context& io, ports::Clock& clock, config::Config config, telemetry::Log& log,
                   OnFailure on_failure)
    : io_(io),
      clock_(clock),
      config_(std::move(config)),
      log_(log),
      on_failure_(std::move(on_failure)),
      health_(clock, robot_names(config_), config_.language),
      fail_stop_(std::make_unique<FailStop>(on_failure_)),
      metrics_(clock, kVersion),
      events_({&log_, &metrics_, &health_, fail_stop_.get()}),
      router_(make_router(config_)),
      random_(std::random_device{}()),
      all_ended_(io, asio::steady_timer::time_point::max()) {
  metrics_.expect(metric_subjects(config_));
}

RelayApp::~RelayApp() = default;

std::optional<StartFailure> RelayApp::start() {
  if (auto failure = open_spool()) {
    return failure;
  }
  if (auto failure = start_dispatchers()) {
    return failure;
  }
  start_caretaker();
  intake_ = std::make_unique<pipeline::Intake>(intake_options(config_), router_, *spool_, clock_, events_,
                                               [this](const std::string& robot) {
                                                 for (const auto& running : dispatchers_) {
                                                   if (running->dispatcher->robot().name == robot) {
                                                     running->dispatcher->wake();
                                                   }
                                                 }
                                               });
  return listen();
}

std::optional<StartFailure> RelayApp::open_spool() {
  storage::SqliteSpoolOptions options = spool_options(config_);
  options.on_failure = [this](const Error& error) { events_.on(ports::SpoolFailed{error.detail}); };
  options.on_commit = [this](std::chrono::nanoseconds took) { metrics_.on_commit(took); };
  auto opened = storage::SqliteSpool::open(io_.get_executor(), clock_, std::move(options));
  if (opened.has_error()) {
    return StartFailure{exit_code_for(opened.error().kind),
                        "spool " + config_.spool.path + ": " + opened.error().detail};
  }
  spool_ = std::move(opened->spool);
  watch_ = std::make_unique<telemetry::SpoolWatch>(*spool_, clock_);
  pages_ = std::make_unique<telemetry::Admin>(health_, metrics_, *watch_, log_);
  for (const std::string& warning : opened->report.warnings) {
    log_.write(LogLine(LogLevel::warning, "spool").field("warning", warning));
  }
  LogLine line(LogLevel::info, "spool_open");
  line.field("path", config_.spool.path).field("pending", opened->report.pending);
  line.field("interrupted", opened->report.interrupted);
  log_.write(line);
  for (const storage::WaitingRobot& waiting : opened->report.waiting) {
    const auto names = robot_names(config_);
    if (std::find(names.begin(), names.end(), waiting.robot) != names.end()) {
      continue;
    }
    left_robots_.push_back(waiting.robot);
    LogLine left(LogLevel::warning, "robot_left");
    left.field("robot", waiting.robot).field("pending", waiting.pending);
    left.field("cure", "these alerts wait until they expire: configure a robot of this name to deliver them");
    log_.write(left);
  }
  return std::nullopt;
}

std::optional<StartFailure> RelayApp::start_dispatchers() {
  auto client = http::make_client(io_.get_executor(), client_options(config_));
  if (client.has_error()) {
    return StartFailure{ExitCode::config, client.error().detail};
  }
  sender_ = std::move(*client);
  for (const dingtalk::Robot& robot : config_.robots) {
    auto running = std::make_unique<Running>();
    running->dispatcher = std::make_unique<pipeline::Dispatcher>(
        io_.get_executor(), dispatcher_options(config_, robot), *spool_, *sender_, clock_, events_,
        [this] { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); },
        [this](const std::string& host, BootTime until) { block_host(host, until); });
    spawn(robot.name, running->dispatcher->run(), running->cancel);
    dispatchers_.push_back(std::move(running));
  }
  return std::nullopt;
}

void RelayApp::start_caretaker() {
  care_.caretaker = std::make_unique<pipeline::Caretaker>(io_.get_executor(), left_robots_, config_.spool.max_age,
                                                          *spool_, clock_, events_);
  spawn("robots that left", care_.caretaker->run(), care_.cancel);
}

void RelayApp::spawn(const std::string& name, asio::awaitable<void> work, asio::cancellation_signal& cancel) {
  ++running_;
  const auto ended = [this, name](std::exception_ptr error) { on_end(name, std::move(error)); };
  asio::co_spawn(io_, std::move(work), asio::bind_cancellation_slot(cancel.slot(), ended));
}

void RelayApp::on_end(const std::string& name, std::exception_ptr error) {
  if (--running_ == 0) {
    all_ended_.cancel();
  }
  if (!error) {
    return;
  }
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error& failure) {
    if (failure.code() == asio::error::operation_aborted) {
      return;  // cancelled at shutdown
    }
  } catch (...) {
    // Reported below, like every other exception.
  }
  log_.write(LogLine(LogLevel::error, "bug").field("where", name).field("detail", what(error)));
  on_failure_(ExitCode::software);
}

void RelayApp::block_host(const std::string& host, BootTime until) {
  for (const auto& running : dispatchers_) {
    if (running->dispatcher->robot().endpoint.host == host) {
      running->dispatcher->block_until(until);
    }
  }
}

std::unique_ptr<http::Server> RelayApp::make_server(ports::HttpHandler& handler, std::string route) {
  const auto on_error = [this, route](const std::string& what_happened) {
    log_.write(LogLine(LogLevel::error, "bug").field("where", route).field("detail", what_happened));
  };
  const auto on_refusal = [this, route](const http::RefusedRequest& refused) {
    events_.on(ports::RequestAnswered{route, "", refused.peer, refused.status, refused.code, "", std::nullopt, 0,
                                      Milliseconds{0}});
  };
  return std::make_unique<http::Server>(io_.get_executor(), handler, http::ServerLimits{}, std::nullopt, on_error,
                                        on_refusal);
}

std::optional<StartFailure> RelayApp::listen() {
  server_ = make_server(*intake_, "webhooks");
  admin_ = make_server(*pages_, ports::kAdminRoute);
  const auto admin_port = admin_->listen(config_.admin.host, config_.admin.port);
  if (admin_port.has_error()) {
    return StartFailure{ExitCode::unavailable, "admin.listen: " + admin_port.error().detail};
  }
  const auto port = server_->listen(config_.server.host, config_.server.port);
  if (port.has_error()) {
    return StartFailure{ExitCode::unavailable, "server.listen: " + port.error().detail};
  }
  port_ = config_.server.port = *port;
  admin_port_ = config_.admin.port = *admin_port;
  health_.enter(telemetry::Phase::ready);
  return std::nullopt;
}

asio::awaitable<void> RelayApp::stop(Stop manner) {
  health_.enter(telemetry::Phase::stopping);
  for (const auto& running : dispatchers_) {
    running->dispatcher->stop();
  }
  care_.caretaker->stop();
  const bool orderly = manner == Stop::orderly;
  const BootTime attempts_end = clock_.boot_now() + (orderly ? kAttemptGrace : kNoGrace);
  const Milliseconds requests_grace = orderly ? kRequestGrace : kRefusalGrace;
  co_await server_->stop(requests_grace);
  all_ended_.expires_after(std::max(attempts_end - clock_.boot_now(), Milliseconds{0}));
  co_await stop_dispatchers();
  co_await admin_->stop(Milliseconds{100});
  spool_.reset();  // drains its queue and checkpoints
}

asio::awaitable<void> RelayApp::stop_dispatchers() {
  if (running_ == 0) {
    co_return;
  }
  co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
  if (running_ == 0) {
    co_return;
  }
  for (const auto& running : dispatchers_) {
    running->cancel.emit(asio::cancellation_type::terminal);
  }
  care_.cancel.emit(asio::cancellation_type::terminal);
  all_ended_.expires_after(500ms);
  co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace relay::app
