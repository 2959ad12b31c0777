// SPDX-License-Identifier: MIT
#include "storage/damage_marker.hpp"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace relay::storage {

void DamageMarker::leave(std::string_view words) const {
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return;
  }
  std::string line(words);
  std::replace(line.begin(), line.end(), '\n', ' ');
  line += '\n';
  [[maybe_unused]] const ssize_t written = ::write(descriptor, line.data(), line.size());
  ::fsync(descriptor);
  ::close(descriptor);
}

int DamageMarker::count() const {
  std::ifstream file(path_);
  int lines = 0;
  for (std::string line; std::getline(file, line);) {
    ++lines;
  }
  return lines;
}

void DamageMarker::remove() const { ::unlink(path_.c_str()); }

}  // namespace relay::storage
