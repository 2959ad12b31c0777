// SPDX-License-Identifier: MIT
#include "sim/judge.hpp"

#include <algorithm>
#include <stdexcept>

#include "relay/dingtalk/request.hpp"
#include "relay/dingtalk/robot.hpp"
#include "sim/refusals.hpp"

namespace relay::sim {
namespace {

using delivery::Form;

std::string key_of(const RobotSetup& setup) {
  dingtalk::Robot robot;
  robot.endpoint = {"https", setup.host, 443, "/robot/send", "", "", ""};
  robot.access_token = Secret(setup.token);
  return dingtalk::robot_key(robot);
}

std::size_t index_of(const Record& record, const std::string& name) {
  const auto found = std::find_if(record.robots.begin(), record.robots.end(),
                                  [&](const RobotSetup& robot) { return robot.name == name; });
  return static_cast<std::size_t>(found - record.robots.begin());
}

void find_affairs(Case& all) {
  std::map<std::int64_t, const SpoolView::Alert*> alerts;
  for (const SpoolView::Alert& alert : all.view.alerts) {
    alerts[alert.id] = &alert;
  }
  for (const SpoolView::Delivery& delivery : all.view.deliveries) {
    const SpoolView::Alert* alert = alerts.at(delivery.alert);
    if (alert->is_notice) {
      all.notices.push_back({&delivery, alert, nullptr, index_of(all.record, delivery.robot), {}, {}});
      continue;
    }
    const Incoming& incoming = all.record.incoming.at(static_cast<std::size_t>(alert->number));
    all.affairs.push_back({&delivery, alert, &incoming, index_of(all.record, delivery.robot), {}, {}});
  }
}

void find_leaders(Case& all) {
  std::map<std::int64_t, std::size_t> by_delivery;
  for (std::size_t i = 0; i < all.affairs.size(); ++i) {
    by_delivery[all.affairs[i].delivery->id] = i;
  }
  for (Affair& affair : all.affairs) {
    if (affair.delivery->told_by.has_value()) {
      affair.leader = by_delivery.at(*affair.delivery->told_by);
    }
  }
}

// Who sent what: by the msgUuid that each message must have.
void find_sends(Case& all) {
  std::map<std::string, Affair*> singles;
  std::map<std::string, std::int64_t> digests;  // -> id
  std::vector<std::string> keys;
  for (const RobotSetup& robot : all.record.robots) {
    keys.push_back(key_of(robot));
  }
  for (const Form form : {Form::full, Form::plain}) {
    for (std::vector<Affair>* affairs : {&all.affairs, &all.notices}) {
      for (Affair& affair : *affairs) {
        const std::string seed = all.view.uid + ":" + std::to_string(affair.delivery->id);
        singles[dingtalk::msg_uuid(seed, keys[affair.robot], form)] = &affair;
      }
    }
    for (std::int64_t id = 1; id <= all.view.last_digest; ++id) {
      for (const std::string& key : keys) {
        digests[dingtalk::msg_uuid(all.view.uid + ":digest:" + std::to_string(id), key, form)] = id;
      }
    }
  }
  for (std::size_t i = 0; i < all.record.attempts.size(); ++i) {
    const std::string& uuid = all.record.attempts[i].uuid;
    if (const auto single = singles.find(uuid); single != singles.end()) {
      single->second->singles.push_back(i);
    } else if (const auto digest = digests.find(uuid); digest != digests.end()) {
      all.digest_sends[digest->second].push_back(i);
    } else {
      all.strays.push_back(i);
    }
  }
  for (Affair& affair : all.affairs) {
    if (affair.delivery->digest.has_value()) {
      affair.digests = all.digest_sends[*affair.delivery->digest];
    }
  }
}

void find_last_of_lives(Case& all) {
  std::map<std::pair<int, std::size_t>, std::size_t> last;
  all.last_of_life.resize(all.record.attempts.size());
  for (std::size_t i = 0; i < all.record.attempts.size(); ++i) {
    last[{all.record.attempts[i].life, all.record.attempts[i].robot}] = i;
  }
  for (const auto& [life, attempt] : last) {
    all.last_of_life[attempt] = true;
  }
}

}  // namespace

void Case::violation(const char* promise, std::string what) {
  record.violations.push_back(std::string(promise) + ": " + std::move(what));
}

void judge(Record& record, const std::string& spool) {
  Case all{record, {}, {}, {}, {}, {}, {}, {}};
  try {
    all.view = read_spool(spool);
  } catch (const std::runtime_error& error) {
    all.violation("P1", std::string("the spool cannot be read: ") + error.what());
    return;
  }
  find_affairs(all);
  find_leaders(all);
  find_sends(all);
  find_last_of_lives(all);
  all.refusals = refusals_of(all.record);
  judge_accounts(all);
  judge_digests(all);
  judge_duplicates(all);
  judge_rate(all);
  judge_freshness(all);
  judge_order(all);
  judge_fallback(all);
  judge_repeats(all);
  judge_losses(all);
  judge_silence(all);
}

}  // namespace relay::sim
