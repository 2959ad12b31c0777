// SPDX-License-Identifier: MIT
#include "app/dispatchers.hpp"

#include <algorithm>
#include <utility>

namespace relay::app {
namespace asio = boost::asio;

Dispatchers::Dispatchers(asio::io_context& io, ports::Spool& spool, ports::Clock& clock, ports::EventSink& events,
                         TaskGroup::OnBug on_bug)
    : io_(io),
      spool_(spool),
      clock_(clock),
      events_(events),
      random_(std::random_device{}()),
      tasks_(io, std::move(on_bug)) {}

void Dispatchers::adopt(std::vector<pipeline::DispatcherOptions> robots, std::shared_ptr<ports::Sender> sender) {
  stop();
  waiting_ = std::move(robots);
  sender_ = std::move(sender);
  begin_what_can();
}

bool Dispatchers::is_held(const pipeline::DispatcherOptions& options) const {
  const std::string key = dingtalk::robot_key(options.robot);
  return std::any_of(running_.begin(), running_.end(), [&](const std::unique_ptr<Running>& running) {
    return running->key == key || running->dispatcher.robot().name == options.robot.name;
  });
}

void Dispatchers::begin_what_can() {
  const auto first_free =
      std::stable_partition(waiting_.begin(), waiting_.end(), [this](const auto& options) { return is_held(options); });
  std::vector<pipeline::DispatcherOptions> free(std::make_move_iterator(first_free),
                                                std::make_move_iterator(waiting_.end()));
  waiting_.erase(first_free, waiting_.end());
  for (pipeline::DispatcherOptions& options : free) {
    begin(std::move(options));
  }
}

void Dispatchers::begin(pipeline::DispatcherOptions options) {
  const std::string name = options.robot.name;
  if (troubled_.erase(name) > 0) {
    // Perhaps the reload mended it. What is wrong still, its first attempt says anew; a block that is stored, at once.
    events_.on(ports::RobotGateChanged{name, delivery::GateState::open, delivery::Reason::none, {}, Milliseconds{0}});
  }
  std::string key = dingtalk::robot_key(options.robot);
  const auto place = running_.insert(
      running_.end(),
      // NOLINTNEXTLINE(modernize-make-unique): it is an aggregate, and stays where it is made
      std::unique_ptr<Running>(new Running{
          sender_, std::move(key),
          pipeline::Dispatcher(
              io_.get_executor(), std::move(options), spool_, *sender_, clock_, events_, [this] { return jitter(); },
              [this](const std::string& host, BootTime until) { block_host(host, until); },
              [this](const std::string& robot) { wake(robot); })}));
  tasks_.spawn(name, (*place)->dispatcher.run(), [this, place, name] {
    if (!(*place)->dispatcher.is_open()) {
      troubled_.insert(name);
    }
    running_.erase(place);
    begin_what_can();
  });
}

void Dispatchers::wake(const std::string& robot) {
  for (const auto& running : running_) {
    if (running->dispatcher.robot().name == robot) {
      running->dispatcher.wake();
    }
  }
}

void Dispatchers::block_host(const std::string& host, BootTime until) {
  for (const auto& running : running_) {
    if (running->dispatcher.robot().endpoint.host == host) {
      running->dispatcher.block_until(until);
    }
  }
}

void Dispatchers::stop() {
  waiting_.clear();
  for (const auto& running : running_) {
    running->dispatcher.stop();
  }
}

asio::awaitable<void> Dispatchers::finish(Milliseconds grace) { return tasks_.finish(grace); }

}  // namespace relay::app
