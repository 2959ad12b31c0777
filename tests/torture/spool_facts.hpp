// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace relay::torture {

// What a spool's file says when nobody has it open.
struct SpoolFacts {
  bool sound;                                  // integrity_check
  std::set<std::int64_t> alerts;               // ids
  std::map<std::string, std::int64_t> rows;    // deliveries by state
  std::map<std::string, std::int64_t> counts;  // the table counter
  std::int64_t unknown_attempts;
  std::int64_t digested_members;  // of digests that were shown

  // The identity: what is counted is what is there, as long as nothing was forgotten.
  [[nodiscard]] bool adds_up() const;
};

[[nodiscard]] SpoolFacts read_facts(const std::string& spool_path);

}  // namespace relay::torture
