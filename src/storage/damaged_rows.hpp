// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"
#include "storage/query.hpp"

namespace relay::storage {

// Reads a table of a damaged file by its integer key, in order. Where a page cannot be read, it looks for the next key
// that can: gaps are told in words, and never end it early.
struct DamagedTable {
  std::string first_from;            // "SELECT … WHERE id >= ?1 ORDER BY id"; the key is its first column
  std::string name;                  // for the words
  std::optional<std::int64_t> last;  // no key is above; without one, 100 000 keys that cannot be read are the end
};
void read_what_is_there(Database& database, const DamagedTable& table, const std::function<void(const Query&)>& on_row,
                        std::vector<std::string>& gaps);

}  // namespace relay::storage
