// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "support/temp_dir.hpp"

namespace relay::torture {

// An ext4 file system in a file, mounted by a loop device. Needs root.
class LoopDisk {
 public:
  explicit LoopDisk(int mebibytes);
  ~LoopDisk();
  LoopDisk(const LoopDisk&) = delete;
  LoopDisk& operator=(const LoopDisk&) = delete;

  // Why this machine cannot have one; empty when it can.
  [[nodiscard]] static std::string obstacle();

  [[nodiscard]] std::string file(const std::string& name) const { return mount_point_ + "/" + name; }
  [[nodiscard]] const std::string& mount_point() const { return mount_point_; }

  // All that was not synced is gone, from now on nothing can be written.
  void cut_power() const;
  void unmount() const;
  void mount() const;
  // The kernel gives the disk up as after an error: read-only from now on.
  void turn_read_only() const;
  [[nodiscard]] bool takes_files() const;
  // Takes every free block, and gives them back.
  void fill() const;
  void unfill() const;
  [[nodiscard]] std::uint64_t free_bytes() const;

 private:
  test::TempDir directory_;
  std::string image_;
  std::string mount_point_;
};

}  // namespace relay::torture
