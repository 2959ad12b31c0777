// SPDX-License-Identifier: MIT
#include "relay/pipeline/announcer.hpp"

#include <algorithm>
#include <utility>

#include "relay/dingtalk/notices.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kInterval = 1min;
constexpr Milliseconds kBetweenNotices = 1h;  // to one robot

}  // namespace

Announcer::Announcer(asio::any_io_executor executor, AnnouncerOptions options, ports::Spool& spool, ports::Clock& clock,
                     ports::EventSink& events, Wake wake)
    : options_(std::move(options)),
      spool_(spool),
      clock_(clock),
      events_(events),
      wake_(std::move(wake)),
      worker_(std::move(executor), clock, events) {}

void Announcer::adopt(AnnouncerOptions options) { options_ = std::move(options); }

void Announcer::heard(const std::string& source) { heard_[source] = clock_.wall_now(); }

asio::awaitable<void> Announcer::run() {
  while (!worker_.is_stopping()) {
    co_await watch_sources();
    if (!worker_.is_stopping()) {
      co_await tell_losses();
    }
    if (!worker_.is_stopping()) {
      co_await worker_.pause(clock_.boot_now() + kInterval);
    }
  }
  if (!worker_.has_spool_failed()) {
    co_await watch_sources();  // the next run must know of what was heard since the last look
  }
}

asio::awaitable<void> Announcer::tell_losses() {
  const auto lost = co_await spool_.untold_losses(kBetweenNotices);
  if (worker_.failed(lost)) {
    co_return;
  }
  for (const std::string& robot : *lost) {
    const std::vector<std::string>& robots = options_.robots;
    if (worker_.is_stopping() || std::find(robots.begin(), robots.end(), robot) == robots.end()) {
      continue;  // it left the configuration: nobody would deliver the notice
    }
    const std::function<alert::Alert(const delivery::Losses&)> compose =
        [robot, zone = options_.zone, language = options_.language](const delivery::Losses& losses) {
          return dingtalk::losses_notice(robot, losses, zone, language);
        };
    const auto told = co_await spool_.tell_losses(robot, compose);
    if (worker_.failed(told)) {
      continue;
    }
    if (*told > 0) {
      events_.on(ports::LossesTold{robot, *told});
      wake_(robot);
    }
  }
}

void Announcer::say(const std::string& source, std::chrono::seconds alarm, ports::SourceState state) {
  const bool silent = state == ports::SourceState::fell_silent || state == ports::SourceState::silent;
  const bool said = silent_.contains(source);
  if (silent != said) {
    events_.on(ports::SourceSilence{source, silent, alarm});
  }
  if (silent) {
    silent_.insert(source);
  } else {
    silent_.erase(source);
  }
}

asio::awaitable<void> Announcer::watch_sources() {
  const std::map<std::string, std::chrono::seconds> alarms = options_.silence_alarms;  // adopt() may come meanwhile
  const std::vector<std::string> robots = options_.robots;
  for (const auto& [source, alarm] : alarms) {
    ports::SourceWatch watch;
    watch.source = source;
    watch.alarm = alarm;
    watch.robots = robots;
    if (const auto found = heard_.find(source); found != heard_.end()) {
      watch.heard = found->second;
      heard_.erase(found);
    }
    watch.notice = [source = source, alarm = alarm, zone = options_.zone, language = options_.language](
                       WallTime heard) { return dingtalk::silence_notice(source, heard, alarm, zone, language); };
    const auto state = co_await spool_.watch(std::move(watch));
    if (worker_.failed(state)) {
      co_return;
    }
    say(source, alarm, *state);
    if (*state == ports::SourceState::fell_silent) {
      std::for_each(robots.begin(), robots.end(), wake_);
    }
  }
}

}  // namespace relay::pipeline
