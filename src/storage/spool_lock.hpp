// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"

namespace relay::storage {

// Ownership of a spool by one process: a file of its own beside the database, flock'ed until this object or the
// process ends. The file stays; removing it would let two processes lock two files of one name.
class SpoolLock {
 public:
  // `unavailable` while another process (or object) holds it. Mode 0600, made when missing.
  [[nodiscard]] static Result<SpoolLock> take(const std::string& path);
  ~SpoolLock();
  SpoolLock(SpoolLock&& other) noexcept;
  SpoolLock& operator=(SpoolLock&&) = delete;

  // Whether note_spool() was called with this file before, in this run or an earlier one.
  [[nodiscard]] bool had_spool() const { return had_spool_; }
  // There is a spool now: one that is missing from now on was taken away.
  void note_spool() const;

 private:
  explicit SpoolLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  bool had_spool_{false};
};

}  // namespace relay::storage
