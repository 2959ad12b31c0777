// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <chrono>

#include "sim/judge.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kBetweenNotices = 1h;
// The announcer looks once a minute, and at its start; the disk may be slow.
constexpr Milliseconds kToNotice = 70s;
constexpr Milliseconds kToShow = 90s;
constexpr unsigned kLeastPace = 6;

bool is_loss(const SpoolView::Delivery& delivery) {
  return delivery.state == "dead" || delivery.state == "unknown" || delivery.state == "expired";
}

// "⚠️ 12 alerts did not arrive in this chat"
std::int64_t number_in(const std::string& title) {
  const std::size_t digit = title.find_first_of("0123456789");
  std::int64_t number = 0;
  if (digit != std::string::npos) {
    std::from_chars(title.data() + digit, title.data() + title.size(), number);
  }
  return number;
}

struct Told {
  const Affair* notice;
  Instant at;
};

// In order of time; the clock was never wrong.
std::vector<Told> told(const Case& all, std::size_t robot) {
  std::vector<Told> found;
  for (const Affair& notice : all.notices) {
    if (notice.robot == robot && notice.alert->action == "losses") {
      found.push_back({&notice, *true_time(all, notice.alert->received)});
    }
  }
  return found;
}

std::vector<Instant> losses(const Case& all, std::size_t robot) {
  std::vector<Instant> found;
  for (const Affair& affair : all.affairs) {
    if (affair.robot == robot && is_loss(*affair.delivery)) {
      found.push_back(*true_time(all, *affair.delivery->ended));
    }
  }
  return found;
}

void judge_pace(Case& all, const std::string& robot, const std::vector<Told>& notices) {
  for (std::size_t i = 1; i < notices.size(); ++i) {
    if (notices[i].at - notices[i - 1].at < kBetweenNotices) {
      all.violation("losses", robot + " was told twice within an hour, at " + std::to_string(notices[i].at.count()));
    }
  }
}

// Each in one notice.
void judge_sum(Case& all, const std::string& robot, const std::vector<Told>& notices,
               const std::vector<Instant>& losses) {
  std::int64_t sum = 0;
  for (const Told& notice : notices) {
    sum += number_in(notice.notice->alert->title);
  }
  const auto known = std::count_if(losses.begin(), losses.end(),
                                   [&](Instant ended) { return !notices.empty() && ended < notices.back().at; });
  if (sum < known || sum > static_cast<std::int64_t>(losses.size())) {
    all.violation("losses",
                  robot + " was told of " + std::to_string(sum) + " losses, and has " + std::to_string(losses.size()));
  }
}

// A notice may end badly itself, and is then not told of in its turn.
bool was_seen(const Case& all, const Affair& notice, Instant by) {
  return is_loss(*notice.delivery) || std::any_of(notice.singles.begin(), notice.singles.end(), [&](std::size_t send) {
           const auto& displayed = all.record.attempts[send].displayed;
           return displayed.has_value() && *displayed <= by;
         });
}

// The first notice after it comes within an hour and a minute, while the relay runs and the robot takes messages.
void judge_delay(Case& all, std::size_t robot, const std::vector<Told>& notices, Instant ended) {
  const Instant due = deadline(all, robot, ended + kBetweenNotices, kToNotice);
  const auto first =
      std::find_if(notices.begin(), notices.end(), [&](const Told& notice) { return notice.at >= ended; });
  const std::string name = "a loss of " + all.record.robots[robot].name + " at " + std::to_string(ended.count());
  if (first == notices.end() || first->at > due) {
    if (due < all.record.end) {
      all.violation("losses", name + " ms was not told by " + std::to_string(due.count()) + " ms");
    }
    return;
  }
  const Instant visible = deadline(all, robot, first->at, kToShow);
  if (visible < all.record.end && all.record.robots[robot].least_per_minute >= kLeastPace &&
      !was_seen(all, *first->notice, visible)) {
    all.violation("losses", name + " ms was told too late for " + std::to_string(visible.count()) + " ms");
  }
}

}  // namespace

void judge_losses(Case& all) {
  if (all.record.wall_jumps > 0ms) {
    return;  // "since" and "an hour" are the wall clock's
  }
  for (std::size_t robot = 0; robot < all.record.robots.size(); ++robot) {
    const std::string& name = all.record.robots[robot].name;
    const std::vector<Told> notices = told(all, robot);
    const std::vector<Instant> lost = losses(all, robot);
    judge_pace(all, name, notices);
    judge_sum(all, name, notices, lost);
    for (const Instant ended : lost) {
      judge_delay(all, robot, notices, ended);
    }
  }
}

}  // namespace relay::sim
