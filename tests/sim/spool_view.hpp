// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace relay::sim {

// What stands in a spool that nobody has open, row by row.
struct SpoolView {
  struct Alert {
    std::int64_t id;
    int number;  // of the webhook, from its text
    std::string issue;
    std::string level;
    bool is_first;       // of its issue
    bool is_notice;      // the relay's own
    std::string action;  // of a notice: what it is about
    std::string title;
    std::int64_t received;  // Unix ms
  };
  struct Delivery {
    std::int64_t id;
    std::int64_t alert;
    std::string robot;
    std::string state;
    std::optional<std::int64_t> digest;
    std::optional<std::int64_t> told_by;  // the delivery whose message counts it
    std::string copy_of;                  // the robot that refused; empty: no copy
    std::optional<std::int64_t> ended;    // Unix ms
  };
  struct Digest {
    std::int64_t id;
    std::string robot;
    std::int64_t last;
    std::string state;
  };

  std::string uid;
  std::vector<Alert> alerts;         // by id
  std::vector<Delivery> deliveries;  // by id
  std::vector<Digest> digests;       // by id
  std::int64_t last_digest{0};       // the highest id ever used
  std::int64_t open_attempts{0};
  std::map<std::string, std::int64_t> counters;
  std::string integrity;  // "ok"
};

[[nodiscard]] SpoolView read_spool(const std::string& path);

}  // namespace relay::sim
