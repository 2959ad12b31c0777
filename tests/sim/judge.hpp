// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/record.hpp"
#include "sim/spool_view.hpp"

namespace relay::sim {

// One alert at one robot, with everything that was sent about it.
struct Affair {
  const SpoolView::Delivery* delivery;
  const SpoolView::Alert* alert;
  const Incoming* incoming;
  std::size_t robot;
  std::vector<std::size_t> singles;  // attempts about it alone, in order
  std::vector<std::size_t> digests;  // attempts at the digest that it ended in, in order
};

// All that the single judges look at.
struct Case {
  Record& record;
  SpoolView view;
  std::vector<Affair> affairs;                                    // by delivery
  std::map<std::int64_t, std::vector<std::size_t>> digest_sends;  // attempts, by digest
  std::vector<std::size_t> strays;                                // attempts of no known message
  std::vector<bool> last_of_life;                                 // of each attempt: its robot's last in that run

  void violation(const char* promise, std::string what);
};

// Compares what happened with what was promised (README of the repository, "The promise"); what does not hold is
// added to the record's violations. The spool lies closed on the mounted disk.
void judge(Record& record, const std::string& spool);

void judge_accounts(Case& all);    // P2: every accepted alert has exactly one end, and the end is true
void judge_digests(Case& all);     // P2: a digest counts exactly its members
void judge_duplicates(Case& all);  // P3
void judge_rate(Case& all);        // P4
void judge_freshness(Case& all);   // P6
void judge_order(Case& all);       // P7

}  // namespace relay::sim
