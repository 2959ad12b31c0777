// SPDX-License-Identifier: MIT
#include "app/relay_app.hpp"

#include <algorithm>
#include <utility>

#include "app/ask_desk.hpp"
#include "app/restart_keys.hpp"
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

constexpr Milliseconds kAttemptGrace = 3s;  // an attempt under way may end
constexpr Milliseconds kRequestGrace = 1s;  // requests that were read are answered
constexpr Milliseconds kNoGrace = 0s;
constexpr Milliseconds kCareGrace = 300ms;     // the last notes reach the spool
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

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string out;
  for (const std::string& part : parts) {
    out += (out.empty() ? "" : separator) + part;
  }
  return out;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

class RelayApp::Listener final : public ports::EventSink {
 public:
  explicit Listener(RelayApp& app) : app_(app) {}
  void on(const ports::Event& event) override {
    if (std::holds_alternative<ports::SpoolFailed>(event) && !std::exchange(said_, true)) {
      app_.on_failure_(ExitCode::io);
    } else if (const auto* accepted = std::get_if<ports::AlertAccepted>(&event)) {
      app_.announcer_->heard(accepted->source);
    } else if (const auto* shed = std::get_if<ports::AlertShed>(&event)) {
      app_.announcer_->heard(shed->source);
    }
  }

 private:
  RelayApp& app_;
  bool said_{false};
};

RelayApp::RelayApp(asio::io_context& io, ports::Clock& clock, config::Config config, telemetry::Log& log,
                   OnFailure on_failure)
    : io_(io),
      clock_(clock),
      first_(std::move(config)),
      log_(log),
      on_failure_(std::move(on_failure)),
      health_(clock, robot_names(first_), first_.language),
      listener_(std::make_unique<Listener>(*this)),
      metrics_(clock, kVersion),
      events_({&log_, &metrics_, &health_, listener_.get()}),
      on_bug_([this](const std::string& task, const std::string& what) {
        log_.write(LogLine(LogLevel::error, "bug").field("where", task).field("detail", what));
        on_failure_(ExitCode::software);
      }),
      care_(io, on_bug_) {}

RelayApp::~RelayApp() = default;

std::optional<StartFailure> RelayApp::start(std::optional<int> passed) {
  if (auto failure = open_spool()) {
    return failure;
  }
  dispatchers_ = std::make_unique<Dispatchers>(io_, *spool_, clock_, events_, on_bug_);
  announcer_ =
      std::make_unique<pipeline::Announcer>(io_.get_executor(), announcer_options(first_), *spool_, clock_, events_,
                                            [this](const std::string& robot) { dispatchers_->wake(robot); });
  care_.spawn("announcer", announcer_->run());
  if (auto adopted = adopt(first_); adopted.has_error()) {
    return StartFailure{ExitCode::config, adopted.error().detail};
  }
  return listen(passed);
}

std::optional<StartFailure> RelayApp::open_spool() {
  storage::SqliteSpoolOptions options = spool_options(first_);
  options.on_failure = [this](const Error& error) { events_.on(ports::SpoolFailed{error.detail}); };
  options.on_commit = [this](std::chrono::nanoseconds took) { metrics_.on_commit(took); };
  options.on_pressure = [this](ports::Pressure pressure) { events_.on(ports::SpoolPressureChanged{pressure}); };
  auto opened = storage::SqliteSpool::open(io_.get_executor(), clock_, std::move(options));
  if (opened.has_error()) {
    return StartFailure{exit_code_for(opened.error().kind),
                        "spool " + first_.spool.path + ": " + opened.error().detail};
  }
  spool_ = std::move(opened->spool);
  watch_ = std::make_unique<telemetry::SpoolWatch>(*spool_, clock_);
  pages_ = std::make_unique<telemetry::Admin>(health_, metrics_, *watch_, log_);
  for (const std::string& warning : opened->report.warnings) {
    log_.write(LogLine(LogLevel::warning, "spool").field("warning", warning));
  }
  LogLine line(LogLevel::info, "spool_open");
  line.field("path", first_.spool.path).field("pending", opened->report.pending);
  line.field("interrupted", opened->report.interrupted);
  log_.write(line);
  desk_ = std::make_unique<console::Desk>(
      *opened->operations, events_, [this](const std::string& robot) { dispatchers_->wake(robot); },
      [this] { return robot_names(generation_->config()); });
  say_who_is_paused(opened->report.paused);
  begin_caretaker(opened->report.waiting);
  return std::nullopt;
}

void RelayApp::say_who_is_paused(const std::vector<std::string>& robots) {
  for (const std::string& robot : robots) {
    LogLine line(LogLevel::warning, "robot_paused");
    line.field("robot", robot).field("consequence", "its alerts wait: an operator paused it");
    log_.write(line.field("cure", std::string(kProgram) + " resume " + robot));
  }
}

void RelayApp::begin_caretaker(const std::vector<storage::WaitingRobot>& waiting) {
  const auto names = robot_names(first_);
  for (const storage::WaitingRobot& robot : waiting) {
    if (contains(names, robot.robot)) {
      continue;
    }
    left_robots_.push_back(robot.robot);
    LogLine left(LogLevel::warning, "robot_left");
    left.field("robot", robot.robot).field("pending", robot.pending);
    left.field("cure", "these alerts wait until they expire: configure a robot of this name to deliver them");
    log_.write(left);
  }
  caretaker_ = std::make_unique<pipeline::Caretaker>(io_.get_executor(), left_robots_, first_.spool.max_age, *spool_,
                                                     clock_, events_);
  care_.spawn("robots that left", caretaker_->run());
}

Result<void> RelayApp::adopt(config::Config config) {
  auto client = http::make_client(io_.get_executor(), client_options(config));
  if (client.has_error()) {
    return client.error();
  }
  std::vector<pipeline::DispatcherOptions> robots;
  for (const dingtalk::Robot& robot : config.robots) {
    robots.push_back(dispatcher_options(config, robot));
  }
  metrics_.expect(metric_subjects(config));
  dispatchers_->adopt(std::move(robots), std::move(*client));
  announcer_->adopt(announcer_options(config));
  generation_ = std::make_shared<Generation>(std::move(config), *spool_, clock_, events_,
                                             [this](const std::string& robot) { dispatchers_->wake(robot); });
  intake_.serve(generation_);
  return boost::system::in_place_value;
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

std::optional<StartFailure> RelayApp::listen(std::optional<int> passed) {
  server_ = make_server(intake_, "webhooks");
  admin_ = make_server(*pages_, ports::kAdminRoute);
  const auto admin_port = admin_->listen(first_.admin.host, first_.admin.port);
  if (admin_port.has_error()) {
    return StartFailure{ExitCode::unavailable, "admin.listen: " + admin_port.error().detail};
  }
  if (const auto opened = listen_for_operators(); opened.has_error()) {
    return StartFailure{exit_code_for(opened.error().kind), opened.error().detail};
  }
  const auto address = listen_for_webhooks(passed);
  if (address.has_error()) {
    return StartFailure{ExitCode::unavailable, address.error().detail};
  }
  server_address_ = *address;
  admin_address_ = {first_.admin.host, *admin_port};
  health_.enter(telemetry::Phase::ready);
  return std::nullopt;
}

// Beside the spool, whose lock we hold: what lies there was left by a process that is gone.
Result<void> RelayApp::listen_for_operators() {
  operators_ = make_server(*desk_, ports::kAdminRoute);
  return operators_->listen_local(desk_socket(first_));
}

Result<config::ListenAddress> RelayApp::listen_for_webhooks(std::optional<int> passed) {
  const config::ListenAddress& configured = first_.server;
  if (!passed.has_value()) {
    const auto port = server_->listen(configured.host, configured.port);
    return port.has_error()
               ? Result<config::ListenAddress>(fail(port.error().kind, "server.listen: " + port.error().detail))
               : config::ListenAddress{configured.host, *port};
  }
  const auto bound = server_->adopt(*passed);
  if (bound.has_error()) {
    return fail(bound.error().kind, "the socket that systemd passed: " + bound.error().detail);
  }
  LogLine line(bound->port == configured.port ? LogLevel::info : LogLevel::warning, "passed_socket");
  line.field("listen", text_of({bound->host, bound->port}));
  line.field("instead_of", "server.listen=" + text_of(configured));
  log_.write(line);
  return config::ListenAddress{bound->host, bound->port};
}

config::Config RelayApp::config() const {
  config::Config config = generation_->config();
  config.server = server_address_;
  config.admin = admin_address_;
  return config;
}

ports::ConfigReloaded RelayApp::reload(const ReadConfig& read) {
  ports::ConfigReloaded event{false, {}, {}};
  if (stopping_) {
    event.detail = "the relay stops";
  } else if (read.has_error()) {
    event.detail = joined(read.error().lines, "; ");
  } else if (const auto taken = take_over(read->loaded.config); taken.has_error()) {
    event.detail = taken.error().detail;
  } else {
    event.done = true;
    event.detail = std::to_string(read->loaded.config.sources.size()) + " sources, " +
                   std::to_string(read->loaded.config.robots.size()) + " robots";
    for (const config::Warning& warning : read->loaded.warnings) {
      log_.write(LogLine(LogLevel::warning, "config").field("warning", warning));
    }
  }
  event.robots = robot_names(generation_->config());
  events_.on(event);
  return event;
}

Result<void> RelayApp::take_over(const config::Config& next) {
  const auto keys = restart_keys(generation_->config(), next);
  if (!keys.empty()) {
    return fail(ErrorKind::refused, "restart to change " + joined(keys, ", "));
  }
  const std::shared_ptr<Generation> before = generation_;  // outlives the swap
  if (auto adopted = adopt(next); adopted.has_error()) {
    return adopted;
  }
  health_.adopt(robot_names(next), next.language);
  log_.speak(next.language);
  say_who_left(before->config(), next);
  return boost::system::in_place_value;
}

void RelayApp::say_who_left(const config::Config& before, const config::Config& now) {
  const auto names = robot_names(now);
  const auto came_back = [&names](const std::string& robot) { return contains(names, robot); };
  left_robots_.erase(std::remove_if(left_robots_.begin(), left_robots_.end(), came_back), left_robots_.end());
  for (const std::string& robot : robot_names(before)) {
    if (!contains(names, robot)) {
      left_robots_.push_back(robot);
      LogLine left(LogLevel::warning, "robot_left");
      left.field("robot", robot);
      left.field("cure", "what waits for it waits until it expires: configure a robot of this name to deliver it");
      log_.write(left);
    }
  }
  caretaker_->look_after(left_robots_);
}

asio::awaitable<void> RelayApp::stop(Stop manner) {
  stopping_ = true;
  health_.enter(telemetry::Phase::stopping);
  const bool orderly = manner == Stop::orderly;
  const Milliseconds attempts_grace = orderly ? kAttemptGrace : kNoGrace;
  const Milliseconds requests_grace = orderly ? kRequestGrace : kRefusalGrace;
  dispatchers_->stop();
  caretaker_->stop();
  // Webhooks are still taken meanwhile: the gap until the next process serves is the shorter for it.
  co_await dispatchers_->finish(attempts_grace);
  co_await server_->stop(requests_grace);
  announcer_->stop();  // after the last webhook: it keeps that its source was heard
  co_await care_.finish(kCareGrace);
  co_await admin_->stop(Milliseconds{100});
  co_await operators_->stop(Milliseconds{100});
  spool_.reset();  // drains its queue and checkpoints
}

}  // namespace relay::app
