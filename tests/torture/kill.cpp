// SPDX-License-Identifier: MIT
#include <csignal>
#include <filesystem>
#include <optional>
#include <random>
#include <regex>

#include "relay/base/test_hooks.hpp"
#include "torture/spool_facts.hpp"
#include "torture/subject.hpp"
#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace relay::torture {
namespace {

constexpr int kRobots = 2;
constexpr int kRandomSeed = 20261125;
constexpr Milliseconds kLongestRound{3'000};  // a point that is not reached by then is another random instant
constexpr int kFurtherTries = 5;              // at a point that was never reached
constexpr Milliseconds kDrain{90'000};

// What the group has seen, gathered while it happens: the emulator keeps the last 10 000 messages only.
class Seen {
 public:
  void gather(const test::EmulatorProcess& group) {
    for (const nlohmann::json& message : group.messages()) {
      const auto number = message.at("number").get<std::int64_t>();
      if (number > last_) {
        last_ = number;
        add(message);
      }
    }
  }

  // In how many messages of one robot this title stood.
  [[nodiscard]] int copies(const std::string& robot, const std::string& title) const {
    const auto found = titles_.find(robot + " " + title);
    return found == titles_.end() ? 0 : found->second;
  }
  [[nodiscard]] std::int64_t digested() const { return digested_; }
  [[nodiscard]] std::int64_t messages() const { return shown_; }
  [[nodiscard]] std::int64_t second_copies() const { return duplicates_ + repeats_; }
  [[nodiscard]] std::int64_t untagged() const { return untagged_; }
  [[nodiscard]] std::int64_t refused() const { return refused_; }

 private:
  void add(const nlohmann::json& message) {
    static const std::regex kTitle("k[0-9]+-[0-9]+-[0-9]+\\.");
    static const std::regex kDigest("([0-9]+) alerts in one message");
    const auto text = message.at("text").get<std::string>();
    if (message.at("duplicate").get<bool>()) {
      ++duplicates_;
      untagged_ += text.find("repeat") == std::string::npos ? 1 : 0;
      return;
    }
    if (!message.at("shown").get<bool>()) {
      ++refused_;
      return;
    }
    ++shown_;
    std::smatch match;
    if (std::regex_search(text, match, kDigest)) {
      digested_ += std::stoll(match[1].str());
    } else if (std::regex_search(text, match, kTitle)) {
      const int copies = ++titles_[message.at("robot").get<std::string>() + " " + match[0].str()];
      repeats_ += copies > 1 ? 1 : 0;
    }
  }

  std::int64_t last_{0};
  std::int64_t shown_{0};
  std::int64_t duplicates_{0};  // DingTalk dropped them by their msgUuid
  std::int64_t repeats_{0};     // it showed them again
  std::int64_t untagged_{0};
  std::int64_t refused_{0};
  std::int64_t digested_{0};
  std::map<std::string, int> titles_;
};

class KillTrial {
 public:
  explicit KillTrial(int rounds) : rounds_(rounds) {}

  int run() {
    for (int round = 0; round < rounds_; ++round) {
      const auto point = static_cast<std::size_t>(round / 2) % hooks::kCrashPoints.size();
      live(round, round % 2 == 1 ? std::optional(hooks::kCrashPoints.at(point)) : std::nullopt);
      if (round % 20 == 19) {
        seen_.gather(subject_.group());
      }
    }
    reach_the_rest();
    finish();
    return report();
  }

 private:
  // Further rounds, until each point was reached once.
  void reach_the_rest() {
    if (rounds_ < 2 * static_cast<int>(hooks::kCrashPoints.size())) {
      return;
    }
    for (int further = 0; further < kFurtherTries; ++further) {
      for (const hooks::CrashPoint point : hooks::kCrashPoints) {
        if (!by_point_.contains(point)) {
          live(rounds_ + static_cast<int>(point) + further * static_cast<int>(hooks::kCrashPoints.size()), point);
        }
      }
    }
  }

  // One life of the daemon, from start to a violent end: at this point, or at a random instant.
  void live(int round, std::optional<hooks::CrashPoint> point) {
    Variables variables;
    if (point.has_value()) {
      variables.emplace_back("RELAY_CRASH_AT", crash_at(*point));
    }
    const auto relay = subject_.start(variables);
    if (relay == nullptr && point.has_value()) {
      ++by_point_[*point];  // it came no further than that
      return;
    }
    if (relay == nullptr) {
      ++unexpected_ends_;
      return;
    }
    Load load(subject_.port(), "k" + std::to_string(round), {2, Milliseconds{10}});
    const Milliseconds life = point.has_value() ? kLongestRound : Milliseconds{between(10, 300)};
    if (ends_within(relay->pid(), life)) {
      note_end(point);
    } else {
      relay->signal(SIGKILL);
      ++by_chance_;
    }
    load.stop();
    const int code = relay->wait();
    unexpected_ends_ += code == 128 + SIGKILL ? 0 : 1;
    for (Ack& ack : load.acks()) {
      acks_.push_back(std::move(ack));
    }
  }

  void note_end(std::optional<hooks::CrashPoint> point) {
    if (point.has_value()) {
      ++by_point_[*point];
    } else {
      ++unexpected_ends_;
    }
  }

  // The n-th time, so that a point is met with a young and with an older process.
  std::string crash_at(hooks::CrashPoint point) {
    using hooks::CrashPoint;
    const bool often = point == CrashPoint::before_append || point == CrashPoint::before_commit ||
                       point == CrashPoint::after_commit || point == CrashPoint::before_answer ||
                       point == CrashPoint::before_send || point == CrashPoint::after_answer ||
                       point == CrashPoint::after_outcome;
    return std::string(to_string(point)) + ":" + std::to_string(often ? between(1, 12) : 1);
  }

  // A last life without a crash, until nothing waits.
  void finish() {
    const auto relay = subject_.start();
    drained_ = relay != nullptr && subject_.drain(kDrain);
    if (relay != nullptr) {
      relay->signal(SIGTERM);
      clean_end_ = relay->wait() == 0;
    }
    seen_.gather(subject_.group());
    facts_ = read_facts(subject_.spool());
  }

  [[nodiscard]] std::int64_t titles_shown() const {
    std::int64_t shown = 0;
    for (const Ack& ack : acks_) {
      for (int robot = 0; robot < kRobots; ++robot) {
        shown += seen_.copies("r" + std::to_string(robot), ack.title) > 0 ? 1 : 0;
      }
    }
    return shown;
  }
  [[nodiscard]] int files_set_aside() const {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(subject_.directory())) {
      found += entry.path().filename().string().find(".corrupt-") != std::string::npos ? 1 : 0;
    }
    return found;
  }

  int report() {
    Table table("kill -9 under load, " + std::to_string(rounds_) + " times");
    table.figure("killed at a random instant", by_chance_);
    for (const hooks::CrashPoint point : hooks::kCrashPoints) {
      const auto name = "killed at " + std::string(to_string(point));
      const double kills = by_point_.contains(point) ? by_point_.at(point) : 0;
      if (rounds_ >= 2 * static_cast<int>(hooks::kCrashPoints.size())) {
        table.at_least(name, kills, 1);
      } else {
        table.figure(name, kills);
      }
    }
    table.exactly("ends that were no kill", unexpected_ends_, 0);
    table.at_least("alerts acknowledged", static_cast<double>(acks_.size()), rounds_);
    table.exactly("acknowledged and lost", static_cast<double>(facts_.lost(acks_)), 0);
    table.exactly("spools set aside as corrupt", files_set_aside(), 0);
    table.exactly("integrity_check of the last one", facts_.sound ? 1 : 0, 1);
    table.exactly("what is counted is what is there", facts_.adds_up() ? 1 : 0, 1);
    table.exactly("all came to an end within 90 s", drained_ ? 1 : 0, 1);
    table.exactly("clean stop at the end", clean_end_ ? 1 : 0, 1);
    table.exactly(
        "deliveries neither shown, digested nor unknown",
        static_cast<double>(deliveries() - facts_.row("shown") - facts_.row("digested") - facts_.row("unknown")), 0);
    table.figure("messages in the group", static_cast<double>(seen_.messages()));
    table.at_least("acknowledged titles in messages of their own", static_cast<double>(titles_shown()),
                   static_cast<double>(facts_.row("shown")) - unacknowledged());
    table.at_least("alerts counted in digests of the group", static_cast<double>(seen_.digested()),
                   static_cast<double>(facts_.row("digested")));
    table.exactly("messages that the group refused (rate)", static_cast<double>(seen_.refused()), 0);
    table.figure("outcomes that nobody knew", static_cast<double>(facts_.unknown_attempts));
    table.at_most("second copies", static_cast<double>(seen_.second_copies()),
                  static_cast<double>(facts_.unknown_attempts));
    table.exactly("second copies without their tag", static_cast<double>(seen_.untagged()), 0);
    return table.code();
  }

  [[nodiscard]] std::int64_t deliveries() const {
    std::int64_t sum = 0;
    for (const auto& [state, number] : facts_.rows) {
      sum += number;
    }
    return sum;
  }
  // Stored, but killed before the answer: their titles are not among the acknowledged.
  [[nodiscard]] double unacknowledged() const {
    return kRobots * static_cast<double>(facts_.alerts.size() - acks_.size());
  }
  [[nodiscard]] int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

  int rounds_;
  std::mt19937 random_{kRandomSeed};
  Subject subject_{kRobots};
  Seen seen_;
  SpoolFacts facts_{};
  std::vector<Ack> acks_;
  std::map<hooks::CrashPoint, int> by_point_;
  int by_chance_{0};
  int unexpected_ends_{0};
  bool drained_{false};
  bool clean_end_{false};
};

}  // namespace

int kill_under_load(int rounds) { return KillTrial(rounds).run(); }

}  // namespace relay::torture
