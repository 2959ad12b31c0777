// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "relay/config/config.hpp"
#include "relay/pipeline/intake.hpp"
#include "relay/routing/router.hpp"

namespace relay::app {

// One generation of the configuration, as the requests see it that it admitted.
class Generation {
 public:
  // All references outlive it.
  Generation(config::Config config, ports::Spool& spool, ports::Clock& clock, ports::EventSink& events,
             pipeline::Intake::Wake wake);
  Generation(const Generation&) = delete;
  Generation& operator=(const Generation&) = delete;

  [[nodiscard]] const config::Config& config() const { return config_; }
  [[nodiscard]] pipeline::Intake& intake() { return intake_; }

 private:
  config::Config config_;
  routing::Router router_;
  pipeline::Intake intake_;
};

// The webhook listener's handler: the newest generation admits a request, and the same one answers it, even when
// another has come meanwhile.
class CurrentIntake final : public ports::HttpHandler {
 public:
  // Shared with the requests that it admits.
  void serve(std::shared_ptr<Generation> newest) { newest_ = std::move(newest); }

  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

 private:
  std::shared_ptr<Generation> newest_;
};

}  // namespace relay::app
