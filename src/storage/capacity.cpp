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
    const Result<std::int64_t> free = read_integer(database, "PRAGMA freelist_count");
    if (!free) {
      return free.error();
    }
    return *free >= kFreePagesForAlert;
  }
  const Result<std::int64_t> used = used_pages(database);
  if (!used) {
    return used.error();
  }
  return *used < alert_pages_;
}

}  // namespace relay::storage
