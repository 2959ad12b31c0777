// SPDX-License-Identifier: MIT
#include "storage/boot.hpp"

#include <fstream>
#include <string_view>

#include "storage/block.hpp"
#include "storage/meta.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

Result<std::optional<Boot>> known_boot(Database& database) {
  const Result<std::optional<std::int64_t>> number = meta_integer(database, "boot_number");
  if (!number) {
    return number.error();
  }
  const Result<std::optional<std::int64_t>> began = meta_integer(database, "boot_began");
  if (!began) {
    return began.error();
  }
  if (!number->has_value() || !began->has_value()) {
    return std::optional<Boot>{};
  }
  return std::optional<Boot>({**number, BootTime{Milliseconds{**began}}});
}

Result<void> store(Database& database, const Boot& boot, const std::string& boot_id) {
  if (Result<void> done = set_meta(database, "boot_id", boot_id); !done) {
    return done;
  }
  if (Result<void> done = set_meta(database, "boot_number", boot.number); !done) {
    return done;
  }
  return set_meta(database, "boot_began", boot.began.time_since_epoch().count());
}

}  // namespace

std::optional<std::string> read_boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  if (!std::getline(file, id) || id.empty()) {
    return std::nullopt;
  }
  return id;
}

Result<Boot> adopt_boot(Database& database, const std::string& boot_id, BootTime now, WallTime wall) {
  const Result<std::optional<std::string>> known_id = meta_text(database, "boot_id");
  if (!known_id) {
    return known_id.error();
  }
  const Result<std::optional<Boot>> known = known_boot(database);
  if (!known) {
    return known.error();
  }
  if (known->has_value() && *known_id == boot_id && (*known)->began <= now) {
    return **known;
  }
  const Boot boot{known->has_value() ? (*known)->number + 1 : 1, now};
  if (const Result<void> stored = store(database, boot, boot_id); !stored) {
    return stored.error();
  }
  for (const std::string_view at_once :
       {"UPDATE delivery SET due = 0 WHERE due > 0", "UPDATE digest SET due = 0 WHERE due > 0"}) {
    if (const Result<void> due = run(database, at_once); !due) {
      return due.error();
    }
  }
  if (const Result<void> carried = carry_blocks_over(database, now, wall); !carried) {
    return carried.error();
  }
  return boot;
}

}  // namespace relay::storage
