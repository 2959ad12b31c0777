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

 private:
  explicit SpoolLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace relay::storage
