// SPDX-License-Identifier: MIT
#include "app/generation.hpp"

#include <utility>
#include <variant>

#include "app/wiring.hpp"

namespace relay::app {

Generation::Generation(config::Config config, ports::Spool& spool, ports::Clock& clock, ports::EventSink& events,
                       pipeline::Intake::Wake wake)
    : config_(std::move(config)),
      router_(make_router(config_)),
      intake_(intake_options(config_), router_, spool, clock, events, std::move(wake)) {}

ports::Admission CurrentIntake::admit(const ports::HttpHead& head) {
  ports::Admission admission = newest_->intake().admit(head);
  if (auto* body = std::get_if<ports::ReadBody>(&admission)) {
    body->handler = std::shared_ptr<ports::HttpHandler>(newest_, &newest_->intake());
  }
  return admission;
}

boost::asio::awaitable<ports::HttpResponse> CurrentIntake::handle(ports::HttpRequest request) {
  const std::shared_ptr<Generation> mine = newest_;
  co_return co_await mine->intake().handle(std::move(request));
}

}  // namespace relay::app
