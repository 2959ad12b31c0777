// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "relay/base/time.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/http.hpp"
#include "relay/ports/spool.hpp"
#include "relay/routing/router.hpp"
#include "relay/sentry/authenticator.hpp"
#include "relay/sentry/parser.hpp"
#include "relay/sentry/source.hpp"

namespace relay::pipeline {

struct IntakeOptions {
  std::vector<sentry::Source> sources;
  std::uint64_t body_limit{8U * 1024 * 1024};
  Milliseconds dedup_window{std::chrono::minutes{10}};
  bool keep_payloads{false};
  dingtalk::RenderOptions preview;  // how a message is rendered to the log while no robot is configured
};

// The first half of the line: authenticate -> parse -> route -> append (one fsync) -> 200.
// Answers POST /sentry/<source>, /sentry/<source>/<url_token> and, with exactly one source, /sentry.
class Intake final : public ports::HttpHandler {
 public:
  // What is called when an alert waits for a robot.
  using Wake = std::function<void(const std::string& robot)>;

  // All references outlive the intake.
  Intake(IntakeOptions options, const routing::Router& router, ports::Spool& spool, ports::Clock& clock,
         ports::EventSink& events, Wake wake);

  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

 private:
  // The path, taken apart. `pattern` is what logs may say.
  struct Route {
    const sentry::Source* source{nullptr};  // null: 404
    std::optional<std::string> url_token;
    std::string pattern{"other"};
  };
  struct Refusal {
    int status;
    std::string code;
    std::string detail;
  };
  // One request on its way to its answer, for the event.
  struct Trail {
    Route route;
    std::string peer;
    BootTime started;
    std::uint64_t bytes{0};
  };

  struct Reception {
    ports::AlertAccepted accepted;                  // its id is not known yet
    std::unique_ptr<const alert::Alert> preview{};  // to be shown here, as no robot is configured
  };

  // A proven request, and its alert's way into the spool, which begins when it is awaited.
  struct Draft {
    Trail trail;
    Reception reception;
    boost::asio::awaitable<Result<ports::Appended>> appending;
  };

  [[nodiscard]] Route route_of(std::string_view path) const;
  [[nodiscard]] std::optional<Refusal> refuse_by_head(const Route& route, const ports::HttpHead& head) const;
  [[nodiscard]] std::optional<sentry::Proof> prove(const Route& route, const ports::HttpRequest& request) const;
  [[nodiscard]] std::string hint(const Route& route, std::string_view signature, std::string_view body);
  [[nodiscard]] ports::HttpResponse refuse(const Trail& trail, const Refusal& refusal, std::string hint);
  [[nodiscard]] ports::HttpResponse answer_unproven(const Trail& trail, const ports::HttpRequest& request);
  [[nodiscard]] std::variant<ports::HttpResponse, Draft> judge(ports::HttpRequest request);
  [[nodiscard]] ports::HttpResponse answer(Draft draft, const Result<ports::Appended>& appended);
  [[nodiscard]] static Reception reception_of(const sentry::Parsed& parsed, routing::Destinations destinations);
  [[nodiscard]] ports::HttpResponse acknowledge(const Trail& trail, Reception reception,
                                                const ports::Appended& appended);
  // Counted, because the spool has no room.
  [[nodiscard]] ports::HttpResponse acknowledge_shed(const Trail& trail, const ports::AlertAccepted& alert);

  IntakeOptions options_;
  const routing::Router& router_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  Wake wake_;
  std::optional<BootTime> last_hint_;
};

}  // namespace relay::pipeline
