// SPDX-License-Identifier: MIT
#include "storage/spool_lock.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace relay::storage {
namespace {

constexpr std::string_view kHadSpool = "spool\n";

// The number is only for people: a stale one does no harm, the lock itself decides.
void write_content(int descriptor, bool had_spool) {
  std::string text = std::to_string(::getpid()) + "\n";
  text += had_spool ? kHadSpool : "";
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
  }
}

std::string read_content(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  return {text.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

std::string read_owner(int descriptor) {
  const std::string content = read_content(descriptor);
  return content.substr(0, content.find_first_not_of("0123456789"));
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
  lock.had_spool_ = read_content(descriptor).ends_with(kHadSpool);
  write_content(descriptor, lock.had_spool_);
  return lock;
}

void SpoolLock::note_spool() const {
  if (!had_spool_) {  // else take() wrote it again
    write_content(descriptor_, true);
  }
}

SpoolLock::SpoolLock(SpoolLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), had_spool_(other.had_spool_) {}

SpoolLock::~SpoolLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

}  // namespace relay::storage
