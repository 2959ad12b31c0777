// SPDX-License-Identifier: MIT
#include "console/arguments.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace relay::console {
namespace {

using nlohmann::json;
using ports::DeliveryFilter;

constexpr std::size_t kMostListed = 10'000;

// Takes members out of an object; what is left in the end was not known.
class Members {
 public:
  explicit Members(const std::string& body) : object_(json::parse(body.empty() ? "{}" : body, nullptr, false)) {
    if (!object_.is_object()) {
      object_ = json::object();
      problem_ = "the arguments are no JSON object";
    }
  }

  std::optional<std::string> text(const char* name) {
    const std::optional<json> value = take(name, &json::is_string, "a text");
    return value.has_value() ? std::optional(value->get<std::string>()) : std::nullopt;
  }
  std::optional<std::int64_t> integer(const char* name) {
    const std::optional<json> value = take(name, &json::is_number_integer, "a whole number");
    return value.has_value() ? std::optional(value->get<std::int64_t>()) : std::nullopt;
  }
  std::optional<WallTime> instant(const char* name) {
    const auto value = integer(name);
    return value.has_value() ? std::optional(WallTime{Milliseconds{*value}}) : std::nullopt;
  }
  bool flag(const char* name) { return take(name, &json::is_boolean, "true or false").value_or(false).get<bool>(); }

  void complain(std::string problem) { problem_ = problem_.empty() ? std::move(problem) : problem_; }
  // Empty: all is well.
  std::string problem() {
    if (problem_.empty() && !object_.empty()) {
      problem_ = "\"" + object_.items().begin().key() + "\" is not known here";
    }
    return problem_;
  }

 private:
  std::optional<json> take(const char* name, bool (json::*is_right)() const noexcept, const char* kind) {
    const auto found = object_.find(name);
    if (found == object_.end()) {
      return std::nullopt;
    }
    json value = std::move(*found);
    object_.erase(found);
    if (!(value.*is_right)()) {
      complain("\"" + std::string(name) + "\" must be " + kind);
      return std::nullopt;
    }
    return value;
  }

  json object_;
  std::string problem_;
};

DeliveryFilter filter_in(Members& members) {
  DeliveryFilter filter;
  filter.robot = members.text("robot");
  filter.issue = members.text("issue");
  filter.alert = members.integer("alert");
  filter.since = members.instant("since_ms");
  filter.until = members.instant("until_ms");
  if (const auto state = members.text("state")) {
    filter.state = delivery::state_from(*state);
    if (!filter.state.has_value()) {
      members.complain("there is no state \"" + *state + "\"");
    }
  }
  return filter;
}

bool restricts(const DeliveryFilter& filter) {
  return filter.robot.has_value() || filter.issue.has_value() || filter.alert.has_value() || filter.since.has_value() ||
         filter.until.has_value();
}

}  // namespace

Result<ListArguments> list_arguments(const std::string& body) {
  Members members(body);
  ListArguments arguments{filter_in(members)};
  const auto limit = members.integer("limit").value_or(static_cast<std::int64_t>(arguments.limit));
  if (const std::string problem = members.problem(); !problem.empty()) {
    return fail(ErrorKind::invalid_argument, problem);
  }
  arguments.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 1, kMostListed));
  return arguments;
}

Result<DeliveryFilter> change_arguments(const std::string& body) {
  Members members(body);
  DeliveryFilter filter = filter_in(members);
  const bool all = members.flag("all");
  if (!all && !restricts(filter)) {
    members.complain("say which: an alert, a robot, an issue, a time, or all");
  }
  if (const std::string problem = members.problem(); !problem.empty()) {
    return fail(ErrorKind::invalid_argument, problem);
  }
  return filter;
}

Result<ports::AlertQuestion> explain_arguments(const std::string& body) {
  Members members(body);
  ports::AlertQuestion question;
  question.id = members.integer("alert");
  question.text = members.text("text").value_or("");
  if (const std::string problem = members.problem(); !problem.empty()) {
    return fail(ErrorKind::invalid_argument, problem);
  }
  return question;
}

Result<std::string> robot_argument(const std::string& body) {
  Members members(body);
  const std::string robot = members.text("robot").value_or("");
  if (robot.empty()) {
    members.complain("say which robot");
  }
  if (const std::string problem = members.problem(); !problem.empty()) {
    return fail(ErrorKind::invalid_argument, problem);
  }
  return robot;
}

}  // namespace relay::console
