// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "sim/timeline.hpp"

namespace relay::sim {

// What really happened to one request, as the relay was told; the judge's own words, not the relay's.
enum class Ending {
  open,      // the relay died meanwhile
  shown,     // errcode 0
  not_sent,  // never left the machine
  unknown,   // all of it left, and no usable answer came
  refused,   // content, robot, clock, a bad moment: certainly not shown
  blocked,   // rate answers: nothing may leave for `wait`
};

// What an answer says of the robot itself, content apart.
enum class Welcome {
  none,     // nothing: no answer, a block, our clock
  takes,    // it takes messages
  refuses,  // every message, whatever it says
};

// One request of the relay.
struct Attempt {
  std::size_t robot;
  std::string fault;  // what was planned for it; empty: nothing special
  std::string uuid;
  std::string body;
  bool is_digest{false};
  bool is_tagged{false};  // "possibly a repeat"
  int life{0};            // which run of the relay sent it
  Instant started{};
  std::optional<Instant> ended{};
  Ending ending{Ending::open};
  Welcome welcome{Welcome::none};
  Milliseconds wait{0};       // blocked: this robot,
  Milliseconds host_wait{0};  // and the others of its host
  bool arrived{false};
  Instant arrived_at{};
  bool late{false};                    // arrived after the relay had given up
  std::optional<Instant> displayed{};  // people saw it
};

// One webhook.
struct Incoming {
  int number;  // "Qa<number>z" stands in its title
  int issue;   // "Qi<issue>z"
  alert::Level level;
  int topic{0};                           // "Qtopic<n>z": some robots want one topic only
  bool comment{false};                    // a comment on the issue, not an event of it
  bool silenced{false};                   // holds the word that some robots exclude
  bool bad_message{false};                // DingTalk refuses its message, but not the plain form
  bool bad_title{false};                  // DingTalk refuses it in any form
  std::optional<Instant> acknowledged{};  // the first 2xx
  std::optional<std::int64_t> id{};       // what that said
  std::vector<Instant> posted{};          // when the relay was up
  int acks{0};                            // 2xx in all
  int duplicate_acks{0};                  // of these with "duplicate"
};

// While the promise of freshness does not hold for a robot: it was refused, blocked, unreachable, or we were down.
struct Disturbance {
  Instant from;
  Instant to;
};

enum class Death { stop, kill, power_cut };

// One run of the relay.
struct Life {
  Instant began;
  std::optional<Instant> ended{};
  Death death{Death::stop};
  std::vector<bool> absent{};  // of each robot: it is not in the configuration
};

struct RobotSetup {
  std::string name;
  std::string host;
  std::string token;
  std::string secret;           // empty: not signed
  unsigned max_per_minute{18};  // of the configuration now; it may change at a restart
  bool excludes{false};         // alerts with the silenced word
  unsigned most_per_minute{0};  // ever
  unsigned least_per_minute{20};
  std::optional<int> topic{};             // it gets only these
  std::optional<std::size_t> fallback{};  // index of the robot that gets copies
  Milliseconds repeat_interval{0};
};

// The relay says that it copied what waits for a robot.
struct Copying {
  std::size_t robot;
  Instant at;
};

// Everything that a judge needs besides the spool.
struct Record {
  std::vector<RobotSetup> robots;
  std::vector<Attempt> attempts;  // in order of their start
  std::vector<Incoming> incoming;
  std::vector<Life> lives;
  std::vector<Copying> copyings;
  std::vector<Instant> heard;                          // every 2xx, duplicates too
  std::vector<std::vector<Disturbance>> disturbances;  // of each robot
  Milliseconds wall_jumps{0};                          // the sum of all, without signs
  Milliseconds max_age{0};
  std::optional<Milliseconds> silence_alarm{};  // of the source
  Instant end{};
  std::map<std::string, std::int64_t> counts;  // for the table: "fault busy", "crash kill", …
  Milliseconds worst_age{0};                   // of those for which freshness was promised
  std::size_t busiest_minute{0};               // the most that DingTalk got from one robot within 60 s
  std::uint64_t fingerprint{0};                // of all sends and their times
  std::vector<std::string> violations;         // "P3: …"
};

}  // namespace relay::sim
