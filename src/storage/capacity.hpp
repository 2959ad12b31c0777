// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

constexpr std::uint64_t kPageBytes = 4096;

// spool.max_bytes in pages. Alerts stop being taken before the file is full: the rest belongs to attempts and outcomes,
// so that a full spool can always be worked off and never becomes a dead end (promise P9).
class Capacity {
 public:
  explicit Capacity(std::uint64_t max_bytes);

  [[nodiscard]] std::int64_t file_pages() const { return file_pages_; }
  [[nodiscard]] std::int64_t alert_pages() const { return alert_pages_; }

  // Pages with something in them; those that deletions freed do not count.
  [[nodiscard]] static Result<std::int64_t> used_pages(Database& database);
  // A new alert still fits.
  [[nodiscard]] Result<bool> has_room(Database& database) const;

 private:
  std::int64_t file_pages_;
  std::int64_t alert_pages_;
};

}  // namespace relay::storage
