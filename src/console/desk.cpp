// SPDX-License-Identifier: MIT
#include "relay/console/desk.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "console/arguments.hpp"
#include "console/replies.hpp"

namespace relay::console {
namespace asio = boost::asio;
using ports::HttpResponse;
using ports::OperatorAction;

namespace {

constexpr std::uint64_t kLongestArguments = 64U * 1024;
constexpr std::array<std::string_view, 8> kPaths{"/v1/deliveries", "/v1/audit", "/v1/explain", "/v1/redrive",
                                                 "/v1/discard",    "/v1/pause", "/v1/resume",  "/v1/snapshot"};

}  // namespace

ports::Admission Desk::admit(const ports::HttpHead& head) {
  if (std::find(kPaths.begin(), kPaths.end(), head.path) == kPaths.end()) {
    return refusal(404, "not_found", "this version of the relay knows nothing at " + head.path);
  }
  if (head.method != "POST") {
    HttpResponse refused = refusal(405, "method_not_allowed", "POST");
    refused.headers.emplace_back("allow", "POST");
    return refused;
  }
  return ports::ReadBody{kLongestArguments};
}

asio::awaitable<HttpResponse> Desk::handle(ports::HttpRequest request) {
  return answer(std::move(request.head.path), std::move(request.body));
}

asio::awaitable<HttpResponse> Desk::answer(std::string path, std::string body) {
  if (path == "/v1/deliveries") {
    return list(std::move(body));
  }
  if (path == "/v1/audit") {
    return audit();
  }
  if (path == "/v1/explain") {
    return explain(std::move(body));
  }
  if (path == "/v1/redrive") {
    return change(OperatorAction::redrive, std::move(body));
  }
  if (path == "/v1/discard") {
    return change(OperatorAction::discard, std::move(body));
  }
  if (path == "/v1/pause") {
    return set_paused(OperatorAction::pause, std::move(body));
  }
  return path == "/v1/resume" ? set_paused(OperatorAction::resume, std::move(body)) : snapshot();
}

std::optional<std::vector<std::string>> Desk::configured() const {
  return robots_ ? std::optional(robots_()) : std::nullopt;
}

asio::awaitable<HttpResponse> Desk::list(std::string body) {
  Result<ListArguments> arguments = list_arguments(body);
  if (!arguments) {
    co_return reply_of(arguments.error());
  }
  const auto listed = co_await operations_.list(std::move(arguments->filter), arguments->limit);
  co_return listed ? reply_of(*listed) : reply_of(listed.error());
}

asio::awaitable<HttpResponse> Desk::audit() {
  const auto audited = co_await operations_.audit();
  co_return audited ? reply_of(*audited) : reply_of(audited.error());
}

asio::awaitable<HttpResponse> Desk::explain(std::string body) {
  Result<ports::AlertQuestion> question = explain_arguments(body);
  if (!question) {
    co_return reply_of(question.error());
  }
  const auto explained = co_await operations_.explain(std::move(*question));
  co_return explained ? reply_of(*explained, configured()) : reply_of(explained.error());
}

asio::awaitable<HttpResponse> Desk::change(OperatorAction action, std::string body) {
  Result<ports::DeliveryFilter> filter = change_arguments(body);
  if (!filter) {
    co_return reply_of(filter.error());
  }
  if (action == OperatorAction::redrive && filter->state == delivery::State::pending) {
    co_return refusal(400, "bad_arguments", "what is pending is on its way already");
  }
  auto changing = action == OperatorAction::redrive ? operations_.redrive(std::move(*filter))
                                                    : operations_.discard(std::move(*filter));
  const Result<ports::Changed> changed = co_await std::move(changing);
  if (!changed) {
    co_return reply_of(changed.error());
  }
  for (const ports::RobotCount& one : changed->robots) {
    events_.on(ports::OperatorActed{action, one.robot, one.deliveries});
    wake_(one.robot);
  }
  co_return reply_of(*changed);
}

asio::awaitable<HttpResponse> Desk::set_paused(OperatorAction action, std::string body) {
  const Result<std::string> robot = robot_argument(body);
  if (!robot) {
    co_return reply_of(robot.error());
  }
  const bool paused = action == OperatorAction::pause;
  auto setting = paused ? operations_.pause(*robot) : operations_.resume(*robot);
  const Result<bool> changed = co_await std::move(setting);
  if (!changed) {
    co_return reply_of(changed.error());
  }
  if (*changed) {
    events_.on(ports::OperatorActed{action, *robot, 0});
    wake_(*robot);
  }
  co_return reply_of_pause(*robot, paused, *changed, configured());
}

asio::awaitable<HttpResponse> Desk::snapshot() {
  const Result<std::string> path = co_await operations_.snapshot();
  co_return path ? reply_of_snapshot(*path) : reply_of(path.error());
}

}  // namespace relay::console
