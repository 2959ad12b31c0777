// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

constexpr std::uint64_t kPageBytes = 4096;

// Whether the file may grow.
enum class Disk { roomy, full };

// spool.max_bytes in pages. Alerts stop being taken before the file is full: the rest belongs to attempts and outcomes,
// so that a full spool can always be worked off and never becomes a dead end (promise P9).
class Capacity {
 public:
  explicit Capacity(std::uint64_t max_bytes);

  [[nodiscard]] std::int64_t file_pages() const { return file_pages_; }
  [[nodiscard]] std::int64_t alert_pages() const { return alert_pages_; }
  // What is kept for attempts and outcomes, in the file and beside it on the disk.
  [[nodiscard]] std::uint64_t reserve_bytes() const {
    return static_cast<std::uint64_t>(file_pages_ - alert_pages_) * kPageBytes;
  }

  [[nodiscard]] Disk disk() const { return disk_; }
  void set_disk(Disk disk) { disk_ = disk; }

  // Pages with something in them; those that deletions freed do not count.
  [[nodiscard]] static Result<std::int64_t> used_pages(Database& database);
  // A new alert still fits; on a full disk only into pages that deletions freed.
  [[nodiscard]] Result<bool> has_room(Database& database) const;
  // The only change since has_room() was an alert of so many bytes and deliveries: as long as far more room was seen
  // than such alerts can take, the next has_room() need not ask SQLite, which compiles the question anew every time.
  void note_alert(const Database& database, std::size_t bytes, std::size_t deliveries) const;

 private:
  std::int64_t file_pages_;
  std::int64_t alert_pages_;
  Disk disk_{Disk::roomy};

  struct Sight {
    const Database* database{nullptr};
    std::int64_t changes{0};  // of the database, when it was true
    std::int64_t pages{0};    // at least so many more may be used
  };
  mutable Sight sight_;
};

}  // namespace relay::storage
