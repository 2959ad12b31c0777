// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "relay/pipeline/announcer.hpp"
#include "relay/pipeline/caretaker.hpp"
#include "relay/pipeline/dispatcher.hpp"
#include "relay/pipeline/intake.hpp"
#include "relay/routing/router.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "sim/inline_runner.hpp"
#include "sim/machine.hpp"
#include "sim/network.hpp"

namespace relay::sim {

struct RelayOptions {
  std::string spool;  // its directory is a real one, for the lock; its file lies on the simulated disk
  std::chrono::seconds max_age;
  InlineRunner::Pace pace;
};

// One run of the relay, from its start to its death: the real pipeline on the real spool, as RelayApp puts them
// together. Nothing of it happens but in poll_one(), at wake-ups of its clock and in the events of its storage.
class Relay final : public ports::EventSink {
 public:
  // `world` outlives it.
  Relay(World& world, RelayOptions options);
  // Whatever is under way is gone.
  ~Relay() override;
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  // Opens the spool and begins; the error is the spool's.
  [[nodiscard]] Result<void> start();

  // One step; false when there is nothing to do just now.
  bool poll_one();
  [[nodiscard]] MachineClock& clock() { return clock_; }

  using Answered = std::function<void(const ports::HttpResponse&)>;
  // A webhook with this Sentry-Hook-Resource.
  void receive(const std::string& resource, std::string body, Answered answered);

  // SIGTERM: what is under way may end.
  void stop();
  // Ends what has not.
  void cancel();
  [[nodiscard]] bool has_ended() const { return running_ == 0; }
  // The process dies here: not even destructors speak to the disk.
  void die();

  void on(const ports::Event& event) override;

 private:
  struct Running {
    pipeline::Dispatcher dispatcher;
    boost::asio::cancellation_signal cancel{};
  };
  void check_identity();
  void note_copies(const ports::AlertsCopied& copied);
  void begin(const RobotSetup& setup);
  void look_after(std::vector<std::string> left);
  void watch(const std::vector<RobotSetup>& robots);
  [[nodiscard]] std::string fallback_of(const RobotSetup& setup) const;
  void block_host(const std::string& host, BootTime until);
  void wake(const std::string& robot);

  World& world_;
  RelayOptions options_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  MachineClock clock_;
  Network network_;
  routing::Router router_;
  std::unique_ptr<ports::Spool> spool_;
  InlineRunner* runner_{nullptr};  // the spool's
  std::optional<pipeline::Intake> intake_;
  std::vector<std::unique_ptr<Running>> dispatchers_;
  std::optional<pipeline::Caretaker> caretaker_;
  std::optional<pipeline::Announcer> announcer_;
  int running_{0};
};

// What the webhooks of this world are signed with.
inline constexpr const char* kClientSecret = "a client secret of Sentry";
// Alerts with this word are kept from robots that exclude.
inline constexpr const char* kSilencedWord = "Qsilentz";
// What an alert is about, for robots that want one topic only.
[[nodiscard]] std::string topic_word(int topic);

}  // namespace relay::sim
