// SPDX-License-Identifier: MIT
#include "sim/refusals.hpp"

#include <algorithm>

namespace relay::sim {
namespace {

// One robot's, as its answers come.
class Reader {
 public:
  explicit Reader(const Record& record) : record_(record) {}

  void read(const Attempt& attempt) {
    const auto life = static_cast<std::size_t>(attempt.life);
    if (open_ && found_.back().life != life) {
      close(end_of(found_.back().life));
    }
    if (!attempt.ended.has_value()) {
      return;
    }
    const Instant now = *attempt.ended;
    if (attempt.welcome == Welcome::refuses && !open_) {
      found_.push_back({now, now, Instant::max(), life});
      open_ = true;
    } else if (open_ && attempt.welcome != Welcome::refuses) {
      disturb(attempt.started);
      if (attempt.welcome == Welcome::takes) {
        close(now);
      }
    }
  }
  // Another robot's answer blocked their host.
  void disturb(Instant now) {
    if (open_) {
      found_.back().surely = std::min(found_.back().surely, now);
    }
  }
  [[nodiscard]] std::vector<Refusal> end() {
    if (open_) {
      close(end_of(found_.back().life));
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] Instant end_of(std::size_t life) const { return record_.lives[life].ended.value_or(record_.end); }
  void close(Instant now) {
    found_.back().to = now;
    found_.back().surely = std::min(found_.back().surely, now);
    open_ = false;
  }

  const Record& record_;
  std::vector<Refusal> found_;
  bool open_{false};
};

}  // namespace

std::vector<std::vector<Refusal>> refusals_of(const Record& record) {
  std::vector<std::vector<Refusal>> all;
  for (std::size_t robot = 0; robot < record.robots.size(); ++robot) {
    Reader reader(record);
    for (const Attempt& attempt : record.attempts) {
      if (attempt.robot == robot) {
        reader.read(attempt);
      } else if (attempt.host_wait > Milliseconds{0} &&
                 record.robots[attempt.robot].host == record.robots[robot].host) {
        reader.disturb(attempt.started);
      }
    }
    all.push_back(reader.end());
  }
  return all;
}

}  // namespace relay::sim
