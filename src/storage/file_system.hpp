// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/base/result.hpp"

namespace relay::storage {

// What a file system means for a spool; both empty: it is fine.
struct Suitability {
  std::string refusal;
  std::string warning;
};

// By the magic number of statfs(2). Network file systems do not keep SQLite's locks; others lose data by design.
[[nodiscard]] Suitability suitability_of(std::uint64_t magic);

struct DiskSpace {
  std::uint64_t all;   // bytes
  std::uint64_t free;  // for who is not root
};

// Of the file system on which `path` lies; empty when there is no such path.
[[nodiscard]] std::optional<DiskSpace> space_of(const std::string& path);

// The directory a spool lies in: made with mode 0700 when only its last component is missing, as on a laptop (systemd
// makes it by itself). A warning, or nothing; `refused` on a network file system.
[[nodiscard]] Result<std::optional<std::string>> prepare_directory(const std::string& spool_path);

}  // namespace relay::storage
