// SPDX-License-Identifier: MIT
#include "app/private_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "relay/base/crypto.hpp"

namespace relay::app {
namespace {

Error system_error(const std::string& path) { return fail(ErrorKind::io, path + ": " + std::strerror(errno)); }

bool write_all(int file, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::write(file, text.data() + done, text.size() - done);
    if (count < 0 && errno != EINTR) {
      return false;
    }
    done += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  return true;
}

Result<void> create(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    return system_error(path);
  }
  const bool stored = write_all(file, text) && ::fsync(file) == 0;
  const Error error = system_error(path);
  if (::close(file) != 0 || !stored) {
    return error;
  }
  return {};
}

// What the directory holds is on disk only when the directory is.
void sync_directory(const std::string& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
}

// Not every file system can rename without replacing; a hard link never replaces.
int put(const std::string& from, const std::string& path, Existing existing) {
  switch (existing) {
    case Existing::keep:
      if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
      }
      return errno == EINVAL && ::link(from.c_str(), path.c_str()) == 0 ? ::unlink(from.c_str()) : -1;
    case Existing::replace:
      break;
  }
  return ::rename(from.c_str(), path.c_str());
}

}  // namespace

Result<void> write_private_file(const std::string& path, const std::string& text, Existing existing) {
  const auto directory = std::filesystem::path(path).parent_path();
  const std::string beside =
      (directory / ("." + std::filesystem::path(path).filename().string() + "." + crypto::random_hex(8))).string();
  auto written = create(beside, text);
  if (written.has_value() && put(beside, path, existing) != 0) {
    written = errno == EEXIST ? fail(ErrorKind::refused, path) : system_error(path);
  }
  if (written.has_error()) {
    ::unlink(beside.c_str());
    return written;
  }
  sync_directory(directory.empty() ? "." : directory.string());
  return {};
}

}  // namespace relay::app
