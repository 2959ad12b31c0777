// SPDX-License-Identifier: MIT
#include "app/owner_rights.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace relay::app {

OwnerRights::OwnerRights(const std::string& path) {
  struct stat found {};
  if (::geteuid() != 0 || ::stat(path.c_str(), &found) != 0 || found.st_uid == 0) {
    return;
  }
  group_ = ::getegid();
  if (::setegid(found.st_gid) != 0) {
    return;
  }
  taken_ = ::seteuid(found.st_uid) == 0;
  if (!taken_) {
    [[maybe_unused]] const int undone = ::setegid(group_);
  }
}

OwnerRights::~OwnerRights() {
  if (taken_) {
    [[maybe_unused]] const int user = ::seteuid(0);
    [[maybe_unused]] const int group = ::setegid(group_);
  }
}

}  // namespace relay::app
