// SPDX-License-Identifier: MIT
#include "storage/file_system.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <system_error>
#include <unistd.h>

namespace relay::storage {
namespace {

std::string errno_text() { return std::generic_category().message(errno); }

// The name of a new directory is durable only once its parent is.
Result<void> sync_directory(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorKind::io, "open " + path + ": " + errno_text());
  }
  const bool synced = ::fsync(descriptor) == 0;
  const std::string why = synced ? std::string{} : errno_text();
  ::close(descriptor);
  if (!synced) {
    return fail(ErrorKind::io, "fsync " + path + ": " + why);
  }
  return boost::system::in_place_value;
}

std::string parent_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent;
}

Result<void> make_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0) {
    return sync_directory(parent_of(directory));
  }
  if (errno != EEXIST) {
    return fail(ErrorKind::io, "create directory " + directory + ": " + errno_text());
  }
  return boost::system::in_place_value;
}

}  // namespace

std::optional<DiskSpace> space_of(const std::string& path) {
  struct statvfs found {};
  if (::statvfs(path.c_str(), &found) != 0) {
    return std::nullopt;
  }
  return DiskSpace{found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize};
}

Suitability suitability_of(std::uint64_t magic) {
  switch (magic) {
    case NFS_SUPER_MAGIC:
      return {"nfs", {}};
    case SMB_SUPER_MAGIC:
    case CIFS_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
      return {"cifs", {}};
    case V9FS_MAGIC:
      return {"9p", {}};
    case OVERLAYFS_SUPER_MAGIC:
      return {{}, "the spool lies on overlayfs: it is lost with its container; mount a volume"};
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
      return {{}, "the spool lies in memory (tmpfs): a restart of the machine loses it"};
    case FUSE_SUPER_MAGIC:
      return {{}, "the spool lies on a FUSE file system: it is as durable as that honours fsync"};
    default:
      return {};
  }
}

Result<std::optional<std::string>> prepare_directory(const std::string& spool_path) {
  const std::string directory = parent_of(spool_path);
  if (const Result<void> made = make_directory(directory); !made) {
    return made.error();
  }
  struct statfs found {};
  if (::statfs(directory.c_str(), &found) != 0) {
    return fail(ErrorKind::io, "statfs " + directory + ": " + errno_text());
  }
  const Suitability suitability = suitability_of(static_cast<std::uint32_t>(found.f_type));
  if (!suitability.refusal.empty()) {
    return fail(ErrorKind::refused, directory + " lies on " + suitability.refusal +
                                        ", which does not keep a database safe; use a local disk");
  }
  return suitability.warning.empty() ? std::nullopt : std::optional(suitability.warning);
}

}  // namespace relay::storage
