// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"

// Files of spools that no relay has open: copies, and what was set aside. Nothing is changed in them.
namespace relay::storage {

struct FileCheck {
  std::vector<std::string> problems;  // in SQLite's words and ours; empty: the file is whole
  std::int64_t alerts{0};
  std::int64_t deliveries{0};
};

// Looks at every page, and compares the counters with the rows. not_found: there is no such file; unavailable: a relay
// has it open; malformed: it is no spool at all.
[[nodiscard]] Result<FileCheck> check_file(const std::string& path);

struct Salvage {
  std::int64_t alerts{0};         // written
  std::int64_t unreadable{0};     // alerts whose text is lost
  std::vector<std::string> gaps;  // what could not be read, in words; empty: everything was
};

// Everything that can be read of a damaged file, as one JSON object a line, oldest first: the alert's id, when it came,
// its text and where each of its deliveries stands. Goes on behind damaged pages. Errors as check_file.
[[nodiscard]] Result<Salvage> salvage_file(const std::string& path,
                                           const std::function<void(const std::string&)>& write_line);

}  // namespace relay::storage
