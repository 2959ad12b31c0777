// SPDX-License-Identifier: MIT
#include "telemetry/repeats.hpp"

#include <algorithm>
#include <utility>

namespace relay::telemetry {
namespace {

constexpr char kSeparator = '\n';  // in no robot's name

class KeyOf {
 public:
  std::optional<std::string> operator()(const ports::RequestAnswered& event) const {
    if (event.status < 400) {
      return std::nullopt;
    }
    return join({"", "request", event.code, event.source, event.route, event.hint});
  }

  std::optional<std::string> operator()(const ports::AlertShed& event) const {
    return join({"", "shed", event.source});
  }

  std::optional<std::string> operator()(const ports::AttemptEnded& event) const {
    if (event.state != delivery::State::pending) {
      return std::nullopt;
    }
    return join({event.robot, "retry", to_string(event.verdict), to_string(event.reason)});
  }

  std::optional<std::string> operator()(const ports::DigestEnded& event) const {
    if (event.state != delivery::State::pending) {
      return std::nullopt;
    }
    return join({event.robot, "digest", to_string(event.verdict), to_string(event.reason)});
  }

  std::optional<std::string> operator()(const ports::RobotGateChanged& event) const {
    if (event.state == delivery::GateState::open) {
      return std::nullopt;
    }
    return join({event.robot, "robot", to_string(event.state), to_string(event.reason)});
  }

  template <class Other>
  std::optional<std::string> operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  static std::string join(std::initializer_list<std::string_view> parts) {
    std::string key;
    for (const std::string_view part : parts) {
      key.append(part).push_back(kSeparator);
    }
    return key;
  }
};

}  // namespace

std::optional<std::string> repeat_key(const ports::Event& event) { return std::visit(KeyOf{}, event); }

std::optional<std::string> trouble_ended(const ports::Event& event) {
  const auto* gate = std::get_if<ports::RobotGateChanged>(&event);
  if (gate == nullptr || gate->state != delivery::GateState::open) {
    return std::nullopt;
  }
  return gate->robot + kSeparator;
}

bool Repeats::is_first(std::string key, const LogLine& line, BootTime now) {
  const auto [found, fresh] = series_.try_emplace(std::move(key), Series{now});
  if (fresh) {
    next_due_ = std::min(next_due_, now + window_);
    return true;
  }
  ++found->second.count;
  found->second.last = line;
  return false;
}

std::vector<LogLine> Repeats::due(BootTime now) {
  std::vector<LogLine> lines;
  if (now < next_due_) {
    return lines;
  }
  next_due_ = BootTime::max();
  for (auto at = series_.begin(); at != series_.end();) {
    Series& series = at->second;
    const bool over = series.since + window_ <= now;
    if (over && series.count == 0) {
      at = series_.erase(at);
      continue;
    }
    if (over) {
      lines.push_back(summary(series, now));
    }
    next_due_ = std::min(next_due_, series.since + window_);
    ++at;
  }
  return lines;
}

std::vector<LogLine> Repeats::settle(std::string_view prefix, BootTime now) {
  std::vector<LogLine> lines;
  auto at = series_.lower_bound(prefix);
  while (at != series_.end() && at->first.starts_with(prefix)) {
    if (at->second.count > 0) {
      lines.push_back(summary(at->second, now));
    }
    at = series_.erase(at);
  }
  return lines;
}

LogLine Repeats::summary(Series& series, BootTime now) {
  LogLine line = *std::exchange(series.last, std::nullopt);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - series.since);
  line.field("repeated", std::exchange(series.count, 0)).field("in_s", seconds.count());
  series.since = now;
  return line;
}

}  // namespace relay::telemetry
