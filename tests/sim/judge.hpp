// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/record.hpp"
#include "sim/spool_view.hpp"

namespace relay::sim {

// One alert at one robot, with everything that was sent about it; or a notice of the relay's own.
struct Affair {
  const SpoolView::Delivery* delivery;
  const SpoolView::Alert* alert;
  const Incoming* incoming;  // null: a notice
  std::size_t robot;
  std::vector<std::size_t> singles;     // attempts about it alone, in order
  std::vector<std::size_t> digests;     // attempts at the digest that it ended in, in order
  std::optional<std::size_t> leader{};  // the affair whose message counts it

  [[nodiscard]] bool is_copy() const { return !delivery->copy_of.empty(); }
  [[nodiscard]] bool is_suppressed() const { return delivery->state == "suppressed"; }
};

// From an answer with which a robot refused everything to the next event that may have changed that.
struct Refusal {
  Instant from;
  Instant to;      // an answer that it took a message with, or the end of the run
  Instant surely;  // the end of the first other attempt: until then nothing else can have been in the relay's way
  std::size_t life;
};

// All that the single judges look at.
struct Case {
  Record& record;
  SpoolView view;
  std::vector<Affair> affairs;                                    // by delivery
  std::vector<Affair> notices;                                    // likewise
  std::map<std::int64_t, std::vector<std::size_t>> digest_sends;  // attempts, by digest
  std::vector<std::size_t> strays;                                // attempts of no known message
  std::vector<bool> last_of_life;                                 // of each attempt: its robot's last in that run
  std::vector<std::vector<Refusal>> refusals;                     // of each robot

  void violation(const char* promise, std::string what);
};

// "Qa17z at robot0"
[[nodiscard]] std::string name_of(const Affair& affair);
// Nobody told the relay what came of it, or it died before it could remember.
[[nodiscard]] bool is_doubtful(const Case& all, std::size_t send);
[[nodiscard]] bool was_displayed(const Case& all, const std::vector<std::size_t>& sends);
// The attempt at its leader's message that counts it; empty: it is no rider.
[[nodiscard]] std::vector<std::size_t> carriers_of(const Case& all, const Affair& affair);
// The last attempt that concerned it has ended, or it grew too old. Empty: nobody knows.
[[nodiscard]] std::optional<Instant> waited_until(const Case& all, const Affair& affair);
// When the alert must have been copied by: its robot surely refused while it surely waited. Empty: nobody knows.
[[nodiscard]] std::optional<Instant> copy_due(const Case& all, const Affair& original, std::size_t fallback);
// The same of a copy.
[[nodiscard]] std::optional<Instant> copied_by(const Case& all, const Affair& copy);
// True time of a wall clock instant in the spool; empty when the clock was ever wrong.
[[nodiscard]] std::optional<Instant> true_time(const Case& all, std::int64_t wall);
// When it must be visible that waits since then: so much later, or after the last of what came between.
[[nodiscard]] Instant deadline(const Case& all, std::size_t robot, Instant since, Milliseconds promise);

// Compares what happened with what was promised (README of the repository, "The promise"); what does not hold is
// added to the record's violations. The spool lies closed on the mounted disk.
void judge(Record& record, const std::string& spool);

void judge_accounts(Case& all);    // P2: every accepted alert has exactly one end, and the end is true
void judge_digests(Case& all);     // P2: a digest counts exactly its members
void judge_duplicates(Case& all);  // P3
void judge_rate(Case& all);        // P4
void judge_freshness(Case& all);   // P6
void judge_order(Case& all);       // P7
void judge_fallback(Case& all);    // fallback
void judge_repeats(Case& all);     // repeats
void judge_losses(Case& all);      // losses
void judge_silence(Case& all);     // silence

}  // namespace relay::sim
