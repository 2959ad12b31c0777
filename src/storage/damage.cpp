// SPDX-License-Identifier: MIT
#include "storage/damage.hpp"

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <system_error>
#include <unistd.h>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

std::string utc_stamp(WallTime now) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::string text(32, '\0');
  text.resize(std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts));
  return text;
}

Result<void> move(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) {
    return fail(ErrorKind::io, "rename " + from + " to " + to + ": " + std::generic_category().message(errno));
  }
  return boost::system::in_place_value;
}

Result<void> check(Database& database, std::string_view pragma) {
  Query query(database, pragma);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  if (*row && query.text(0) != "ok") {
    return database.damage(query.text(0));
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<void> look_for_damage(Database& database, const ports::Clock& clock, Milliseconds budget) {
  const BootTime end = clock.boot_now() + budget;
  database.interrupt_when([&clock, end] { return clock.boot_now() >= end; });
  Result<void> checked = check(database, "PRAGMA quick_check(1)");
  database.interrupt_when({});
  if (!checked && checked.error().kind == ErrorKind::cancelled) {
    return boost::system::in_place_value;
  }
  return checked;
}

Result<void> look_for_any_damage(Database& database) { return check(database, "PRAGMA integrity_check(1)"); }

Result<std::string> set_aside(const std::string& path, WallTime now) {
  std::string target = path + ".corrupt-" + utc_stamp(now);
  for (int next = 2; ::access(target.c_str(), F_OK) == 0; ++next) {
    target = path + ".corrupt-" + utc_stamp(now) + "-" + std::to_string(next);
  }
  // The log first: SQLite deletes a log that it finds beside a new database.
  for (const char* suffix : {"-wal", "-shm", "-journal", ""}) {
    if (const Result<void> moved = move(path + suffix, target + suffix); !moved) {
      return moved.error();
    }
  }
  return target;
}

}  // namespace relay::storage
