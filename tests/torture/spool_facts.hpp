// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "torture/load.hpp"

namespace relay::torture {

// What a spool's file says when nobody has it open; nothing of one without tables.
struct SpoolFacts {
  bool sound;                                  // integrity_check
  std::set<std::int64_t> alerts;               // ids
  std::map<std::string, std::int64_t> rows;    // deliveries by state
  std::map<std::string, std::int64_t> counts;  // the table counter
  std::int64_t unknown_attempts;
  std::int64_t digested_members;  // of digests that were shown
  std::int64_t longest_ms;        // that a delivery took from the acceptance of its alert to its end

  // The identity of all that was accepted, and each count beside the rows that are there or were forgotten.
  [[nodiscard]] bool adds_up() const;
  // Acknowledged alerts that are not there although they had not come to an end.
  [[nodiscard]] std::int64_t lost(const std::vector<Ack>& acks) const;

  [[nodiscard]] std::int64_t count(const std::string& name) const;
  [[nodiscard]] std::int64_t row(const std::string& state) const;
};

[[nodiscard]] SpoolFacts read_facts(const std::string& spool_path);

}  // namespace relay::torture
