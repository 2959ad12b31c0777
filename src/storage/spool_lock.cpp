// SPDX-License-Identifier: MIT
#include "storage/spool_lock.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace relay::storage {
namespace {

// Only for people: a stale number does no harm, the lock itself decides.
void write_owner(int descriptor) {
  const std::string text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
  }
}

std::string read_owner(int descriptor) {
  std::array<char, 16> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  const std::string owner(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return owner.substr(0, owner.find_first_not_of("0123456789"));
}

}  // namespace

Result<SpoolLock> SpoolLock::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return fail(ErrorKind::io, "open " + path + ": " + std::generic_category().message(errno));
  }
  SpoolLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    if (error != EWOULDBLOCK) {
      return fail(ErrorKind::io, "lock " + path + ": " + std::generic_category().message(error));
    }
    return fail(ErrorKind::unavailable, "another process (" + read_owner(descriptor) + ") has the spool open: " + path);
  }
  write_owner(descriptor);
  return lock;
}

SpoolLock::SpoolLock(SpoolLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

SpoolLock::~SpoolLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

}  // namespace relay::storage
