// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/types.h>

namespace relay::app {

// While it lives, root has the rights of a file's owner only, so that nothing beside that file belongs to root: the
// daemon, which runs as that owner, could not open it. Nothing changes for anybody else.
class OwnerRights {
 public:
  explicit OwnerRights(const std::string& path);
  ~OwnerRights();
  OwnerRights(const OwnerRights&) = delete;
  OwnerRights& operator=(const OwnerRights&) = delete;

 private:
  bool taken_{false};
  gid_t group_{0};
};

}  // namespace relay::app
