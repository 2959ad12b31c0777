// SPDX-License-Identifier: MIT
#include "storage/disk_reserve.hpp"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "storage/file_system.hpp"

namespace relay::storage {
namespace {

constexpr std::uint64_t kShareOfDisk = 16;

std::string directory_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent;
}

std::uint64_t fitting(const std::string& directory, std::uint64_t wanted) {
  const auto space = space_of(directory);
  return space.has_value() ? std::min(wanted, space->all / kShareOfDisk) : wanted;
}

// Of a file with holes nothing is held.
std::uint64_t allocated_bytes(const std::string& path) {
  struct stat found {};
  constexpr std::uint64_t kBlock = 512;
  return ::lstat(path.c_str(), &found) == 0 ? static_cast<std::uint64_t>(found.st_blocks) * kBlock : 0;
}

}  // namespace

DiskReserve::DiskReserve(std::string path, std::uint64_t wanted)
    : path_(std::move(path)),
      directory_(directory_of(path_)),
      bytes_(fitting(directory_, wanted)),
      held_(allocated_bytes(path_) >= bytes_ / 2 && allocated_bytes(path_) > 0) {}

bool DiskReserve::make() {
  if (held_) {
    return true;
  }
  if (!disk_has_room()) {
    return false;
  }
  held_ = allocate();
  if (!held_) {
    ::unlink(path_.c_str());
  }
  return held_;
}

bool DiskReserve::allocate() const {
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return false;
  }
  const bool whole = ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes_)) == 0 && ::fsync(descriptor) == 0;
  ::close(descriptor);
  return whole;
}

bool DiskReserve::release() {
  if (!held_) {
    return false;
  }
  held_ = false;
  return ::unlink(path_.c_str()) == 0;
}

bool DiskReserve::disk_is_low() const {
  const auto space = space_of(directory_);
  return space.has_value() && space->free < bytes_;
}

bool DiskReserve::disk_has_room() const {
  const auto space = space_of(directory_);
  return !space.has_value() || space->free >= 2 * bytes_;
}

}  // namespace relay::storage
