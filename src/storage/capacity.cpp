// SPDX-License-Identifier: MIT
#include "storage/capacity.hpp"

#include <algorithm>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::int64_t kSmallestFile = 160;  // pages: an empty schema, the reserve, and a few alerts
constexpr std::int64_t kSmallestReserve = 32;
constexpr std::int64_t kLargestReserve = 4096;  // 16 MiB
constexpr std::int64_t kFreePagesForAlert = 64;
constexpr std::int64_t kPagesOfRows = 32;  // more than an alert's rows, or a delivery's, can split

}  // namespace

Capacity::Capacity(std::uint64_t max_bytes)
    : file_pages_(std::max(kSmallestFile, static_cast<std::int64_t>(max_bytes / kPageBytes))),
      alert_pages_(file_pages_ - std::clamp(file_pages_ / 16, kSmallestReserve, kLargestReserve)) {}

Result<std::int64_t> Capacity::used_pages(Database& database) {
  const Result<std::int64_t> pages = read_integer(database, "PRAGMA page_count");
  if (!pages) {
    return pages;
  }
  const Result<std::int64_t> free = read_integer(database, "PRAGMA freelist_count");
  if (!free) {
    return free;
  }
  return *pages - *free;
}

Result<bool> Capacity::has_room(Database& database) const {
  if (disk_ == Disk::full) {
    sight_ = {};
    const Result<std::int64_t> free = read_integer(database, "PRAGMA freelist_count");
    if (!free) {
      return free.error();
    }
    return *free >= kFreePagesForAlert;
  }
  const bool unchanged = sight_.database == &database && sight_.changes == database.changes();
  if (unchanged && sight_.pages > 0) {
    return true;
  }
  const Result<std::int64_t> used = used_pages(database);
  if (!used) {
    return used.error();
  }
  sight_ = {&database, database.changes(), alert_pages_ - *used};
  return *used < alert_pages_;
}

void Capacity::note_alert(const Database& database, std::size_t bytes, std::size_t deliveries) const {
  if (sight_.database != &database) {
    return;
  }
  sight_.changes = database.changes();
  sight_.pages -= kPagesOfRows * static_cast<std::int64_t>(1 + deliveries) + static_cast<std::int64_t>(bytes / 2048);
}

}  // namespace relay::storage
