// SPDX-License-Identifier: MIT
#include "sim/relay.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "relay/base/crypto.hpp"
#include "storage/open_spool.hpp"

namespace relay::sim {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr const char* kSource = "main";
constexpr std::size_t kSpare = 64;  // behind a body, as ports::HttpRequest promises

// The robots of the run that begins.
std::vector<RobotSetup> configured(const Record& record, bool absent) {
  std::vector<RobotSetup> robots;
  for (std::size_t i = 0; i < record.robots.size(); ++i) {
    if (record.lives.back().absent[i] == absent) {
      robots.push_back(record.robots[i]);
    }
  }
  return robots;
}

routing::Router make_router(const std::vector<RobotSetup>& robots) {
  std::vector<routing::Recipient> recipients;
  for (const RobotSetup& robot : robots) {
    const std::vector<std::string> excluded =
        robot.excludes ? std::vector<std::string>{kSilencedWord} : std::vector<std::string>{};
    const std::vector<std::string> included =
        robot.topic.has_value() ? std::vector<std::string>{topic_word(*robot.topic)} : std::vector<std::string>{};
    recipients.push_back({robot.name, routing::KeywordFilter(included, excluded), robot.repeat_interval});
  }
  return {std::move(recipients), {}};
}

dingtalk::Robot make_robot(const RobotSetup& setup) {
  dingtalk::Robot robot;
  robot.name = setup.name;
  robot.endpoint = {"https", setup.host, 443, "/robot/send", "", "", ""};
  robot.access_token = Secret(setup.token);
  robot.secret = Secret(setup.secret);
  robot.max_per_minute = setup.max_per_minute;
  return robot;
}

ports::HttpHead head_for(const std::string& resource, const std::string& body) {
  ports::HttpHead head;
  head.method = "POST";
  head.path = "/sentry/main";
  head.headers = {{"sentry-hook-resource", resource},
                  {"sentry-hook-signature", crypto::hex(crypto::hmac_sha256(kClientSecret, body))}};
  head.content_length = body.size();
  return head;
}

bool was_cancelled(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error& what) {
    return what.code() == asio::error::operation_aborted;
  } catch (...) {
    return false;
  }
}

}  // namespace

std::string topic_word(int topic) { return "Qtopic" + std::to_string(topic) + "z"; }

Relay::Relay(World& world, RelayOptions options)
    : world_(world),
      options_(std::move(options)),
      clock_(world.timeline, world.machine),
      network_(world, clock_),
      router_(make_router(configured(world.record, false))) {}

Relay::~Relay() {
  dispatchers_.clear();
  announcer_.reset();
  caretaker_.reset();
  intake_.reset();
  spool_.reset();
}

Result<void> Relay::start() {
  storage::SqliteSpoolOptions options;
  options.path = options_.spool;
  options.retention = 24h * 365 * 100;  // the judge reads every row, even after the wall clock was ten years ahead
  options.dead_letters = options.retention;
  options.on_failure = [this](const Error& error) { on(ports::SpoolFailed{error.detail}); };
  storage::Environment environment{world_.machine.boot_id()};
  environment.writer.sweep = 10min;
  environment.make_runner = [this](std::unique_ptr<storage::Writer> writer) {
    auto runner = std::make_unique<InlineRunner>(std::move(writer), world_.timeline, options_.pace);
    runner_ = runner.get();
    return runner;
  };
  auto opened = storage::open_spool(io_.get_executor(), clock_, options, std::move(environment));
  if (!opened) {
    return opened.error();
  }
  spool_ = std::move(opened->spool);
  for (const std::string& warning : opened->report.warnings) {
    if (warning.find("tmpfs") == std::string::npos && warning.find("overlayfs") == std::string::npos) {
      world_.record.violations.push_back("the spool was not sound: " + warning);
    }
  }
  world_.trace.say([&] {
    return "relay starts: " + std::to_string(opened->report.pending) + " pending, " +
           std::to_string(opened->report.interrupted) + " interrupted";
  });
  pipeline::IntakeOptions intake;
  intake.sources = {{kSource, {Secret(kClientSecret)}, Secret(), "", "acme"}};
  intake_.emplace(std::move(intake), router_, *spool_, clock_, *this,
                  [this](const std::string& robot) { wake(robot); });
  check_identity();
  watch(configured(world_.record, false));
  for (const RobotSetup& setup : configured(world_.record, false)) {
    begin(setup);
  }
  std::vector<std::string> left;
  for (const RobotSetup& setup : configured(world_.record, true)) {
    left.push_back(setup.name);
  }
  look_after(std::move(left));
  return boost::system::in_place_value;
}

// Promise P2 at every start: every delivery that was ever accepted is in one state.
void Relay::check_identity() {
  asio::co_spawn(io_, spool_->counts(), [this](const std::exception_ptr&, const Result<ports::SpoolCounts>& counts) {
    if (!counts) {
      return;  // it dies
    }
    std::int64_t sum = 0;
    for (const auto& [state, count] : counts->deliveries) {
      sum += count;
    }
    if (sum != counts->accepted) {
      world_.record.violations.push_back("P2: after a start, " + std::to_string(counts->accepted) +
                                         " deliveries were accepted, and " + std::to_string(sum) + " have a state");
    }
  });
}

void Relay::begin(const RobotSetup& setup) {
  pipeline::DispatcherOptions options;
  options.robot = make_robot(setup);
  options.max_age = options_.max_age;
  options.fallback = fallback_of(setup);
  // Built in its place: it does not move.
  Running& running = *dispatchers_.emplace_back(new Running{pipeline::Dispatcher(
      io_.get_executor(), std::move(options), *spool_, network_, clock_, *this,
      [this] { return world_.random.fraction(); },
      [this](const std::string& host, BootTime until) { block_host(host, until); },
      [this](const std::string& robot) { wake(robot); })});
  ++running_;
  asio::co_spawn(io_, running.dispatcher.run(),
                 asio::bind_cancellation_slot(running.cancel.slot(), [this](const std::exception_ptr& error) {
                   --running_;
                   if (error && !was_cancelled(error)) {
                     world_.record.violations.emplace_back("an exception left a dispatcher");
                   }
                 }));
}

// A configuration that names an absent one is refused.
std::string Relay::fallback_of(const RobotSetup& setup) const {
  const Record& record = world_.record;
  const bool there = setup.fallback.has_value() && !record.lives.back().absent[*setup.fallback];
  return there ? record.robots[*setup.fallback].name : std::string{};
}

void Relay::watch(const std::vector<RobotSetup>& robots) {
  pipeline::AnnouncerOptions options;
  for (const RobotSetup& robot : robots) {
    options.robots.push_back(robot.name);
  }
  if (const auto alarm = world_.record.silence_alarm) {
    options.silence_alarms[kSource] = std::chrono::ceil<std::chrono::seconds>(*alarm);
  }
  announcer_.emplace(io_.get_executor(), std::move(options), *spool_, clock_, *this,
                     [this](const std::string& robot) { wake(robot); });
  asio::co_spawn(io_, announcer_->run(), [](const std::exception_ptr&) {});
}

void Relay::look_after(std::vector<std::string> left) {
  caretaker_.emplace(io_.get_executor(), std::move(left), options_.max_age, *spool_, clock_, *this);
  asio::co_spawn(io_, caretaker_->run(), [](const std::exception_ptr&) {});
}

void Relay::wake(const std::string& robot) {
  for (const auto& running : dispatchers_) {
    if (running->dispatcher.robot().name == robot) {
      running->dispatcher.wake();
    }
  }
}

void Relay::block_host(const std::string& host, BootTime until) {
  for (const auto& running : dispatchers_) {
    if (running->dispatcher.robot().endpoint.host == host) {
      running->dispatcher.block_until(until);
    }
  }
}

bool Relay::poll_one() {
  if (io_.stopped()) {
    io_.restart();
  }
  return io_.poll_one() > 0;
}

void Relay::receive(const std::string& resource, std::string body, Answered answered) {
  ports::HttpRequest request;
  request.head = head_for(resource, body);
  request.body = std::move(body);
  request.body.reserve(request.body.size() + kSpare);
  const ports::Admission admission = intake_->admit(request.head);
  if (!std::holds_alternative<ports::ReadBody>(admission)) {
    world_.record.violations.emplace_back("a genuine webhook was refused by its head");
    return;
  }
  asio::co_spawn(
      io_, intake_->handle(std::move(request)),
      [this, answered = std::move(answered)](const std::exception_ptr& error, const ports::HttpResponse& response) {
        if (error) {
          world_.record.violations.emplace_back("an exception left the intake");
          return;
        }
        answered(response);
      });
}

void Relay::stop() {
  caretaker_->stop();
  announcer_->stop();
  for (const auto& running : dispatchers_) {
    running->dispatcher.stop();
  }
}

void Relay::cancel() {
  for (const auto& running : dispatchers_) {
    running->cancel.emit(asio::cancellation_type::terminal);
  }
}

void Relay::die() {
  if (runner_ != nullptr) {
    runner_->abandon();
  }
}

}  // namespace relay::sim
