// SPDX-License-Identifier: MIT
#include "app/keep_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace relay::app {
namespace {

namespace fs = std::filesystem;

Error failure(const std::string& what) {
  return fail(ErrorKind::io, what + ": " + std::generic_category().message(errno));
}

Result<void> sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) {
    return failure("open " + path);
  }
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced ? Result<void>(boost::system::in_place_value) : failure("fsync " + path);
}

// Nobody else may read it, not even for a moment: an empty file with the right mode is filled.
Result<void> copy(const std::string& from, const std::string& to) {
  const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (made < 0) {
    return failure("create " + to);
  }
  ::fchmod(made, S_IRUSR | S_IWUSR);
  ::close(made);
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) {
    return fail(ErrorKind::io, "copy to " + to + ": " + error.message());
  }
  return boost::system::in_place_value;
}

Result<void> move(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) {
    return ::geteuid() != 0 || ::chown(to.c_str(), 0, 0) == 0 ? Result<void>(boost::system::in_place_value)
                                                              : failure("chown " + to);
  }
  if (errno != EXDEV) {
    return failure("move to " + to);
  }
  return copy(from, to);
}

}  // namespace

Result<void> keep_file(const std::string& from, const std::string& to, Replace replace) {
  struct stat found {};
  Result<void> done = boost::system::in_place_value;
  if (replace == Replace::no && ::lstat(to.c_str(), &found) == 0) {
    done = fail(ErrorKind::refused, to + " exists");
  } else {
    done = move(from, to);
  }
  std::remove(from.c_str());
  if (!done) {
    return done;
  }
  if (Result<void> synced = sync(to, O_RDONLY); !synced) {
    return synced;
  }
  const std::string directory = fs::path(to).parent_path();
  return sync(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace relay::app
