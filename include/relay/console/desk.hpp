// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "relay/ports/events.hpp"
#include "relay/ports/http.hpp"
#include "relay/ports/operations.hpp"

namespace relay::console {

// What operators ask and do, as JSON over HTTP: POST /v1/<question> with an object of arguments
// (src/console/README.md). The daemon serves it on a Unix socket; the commands ask the same desk themselves when no
// daemon runs.
class Desk final : public ports::HttpHandler {
 public:
  // Something changed that this robot's dispatcher should look at.
  using Wake = std::function<void(const std::string& robot)>;

  // The names of the robots that are configured now.
  using Robots = std::function<std::vector<std::string>()>;

  // The first two outlive it. Without `robots` nobody knows who is configured, as when no daemon runs.
  Desk(ports::Operations& operations, ports::EventSink& events, Wake wake, Robots robots = {})
      : operations_(operations), events_(events), wake_(std::move(wake)), robots_(std::move(robots)) {}

  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

 private:
  boost::asio::awaitable<ports::HttpResponse> answer(std::string path, std::string body);
  boost::asio::awaitable<ports::HttpResponse> list(std::string body);
  boost::asio::awaitable<ports::HttpResponse> audit();
  boost::asio::awaitable<ports::HttpResponse> explain(std::string body);
  boost::asio::awaitable<ports::HttpResponse> change(ports::OperatorAction action, std::string body);
  boost::asio::awaitable<ports::HttpResponse> set_paused(ports::OperatorAction action, std::string body);
  boost::asio::awaitable<ports::HttpResponse> snapshot();

  // Nothing: not known.
  [[nodiscard]] std::optional<std::vector<std::string>> configured() const;

  ports::Operations& operations_;
  ports::EventSink& events_;
  Wake wake_;
  Robots robots_;
};

}  // namespace relay::console
