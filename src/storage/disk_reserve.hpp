// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace relay::storage {

// A file of zeros beside the spool that nobody reads. When the disk is full it is deleted, and its blocks let attempts,
// outcomes and checkpoints go on (promise P9); when there is room again it is made again. SQLite cannot even delete a
// row on a disk without a free block.
class DiskReserve {
 public:
  // At most `wanted` bytes, and at most a sixteenth of the disk. Touches nothing yet; finds out what an earlier run
  // left.
  DiskReserve(std::string path, std::uint64_t wanted);

  [[nodiscard]] bool held() const { return held_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  // Makes it when the disk has room for it and as much again. Held afterwards or not.
  bool make();
  // Deletes it; true when that freed something.
  bool release();

  // Less is free than the reserve has; at least twice as much is. A disk that cannot tell counts as roomy.
  [[nodiscard]] bool disk_is_low() const;
  [[nodiscard]] bool disk_has_room() const;

 private:
  [[nodiscard]] bool allocate() const;

  std::string path_;
  std::string directory_;
  std::uint64_t bytes_;
  bool held_;
};

}  // namespace relay::storage
