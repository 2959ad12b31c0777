// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "relay/ports/spool.hpp"
#include "storage/append.hpp"
#include "storage/attempts.hpp"
#include "storage/backlog.hpp"
#include "storage/boot.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"
#include "storage/deliveries.hpp"
#include "storage/digests.hpp"
#include "storage/query.hpp"
#include "storage/schema.hpp"
#include "storage/settings.hpp"
#include "support/ledger_ends.hpp"
#include "support/temp_dir.hpp"

namespace relay::storage {

using test::ends_of;

constexpr BootTime kNow{std::chrono::hours{1}};
constexpr WallTime kWall{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

// The value, or a failed test with the error's words.
template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().detail);
  }
  if constexpr (!std::is_void_v<T>) {
    return std::move(*result);
  }
}

// The bytes of a fresh spool, made once: it costs a dozen waits for the disk.
inline const std::string& fresh_spool() {
  static const std::string kBytes = [] {
    const test::TempDir directory;
    const std::string path = directory.file("spool.db");
    const auto database = must(Database::open(path, "/dev/null"));
    must(apply_settings(*database, Capacity(64U << 20U)));
    must(prepare_schema(*database));
    must(adopt_boot(*database, "boot-a", kNow, kWall));
    must(database->checkpoint_and_truncate());
    return test::read_file(path);
  }();
  return kBytes;
}

// A real database file with our tables, and a moment that tests move by hand. Nothing of it is synced.
class SpoolFile {
 public:
  explicit SpoolFile(std::uint64_t max_bytes = 64U << 20U) : capacity(max_bytes) {
    test::write_file(path, fresh_spool());
    test::write_file(path + ".lock", "");
    reopen();
  }

  // A new connection, as after a restart.
  void reopen() {
    database.reset();
    database = must(Database::open(path, path + ".lock"));
    must(apply_settings(*database, capacity));
    must(database->execute("PRAGMA synchronous = OFF"));
  }

  [[nodiscard]] static ports::NewAlert alert(const std::string& subject,
                                             const std::vector<std::string>& robots = {"ops"}) {
    ports::NewAlert made;
    made.alert.title = subject;
    made.dedup = {"main/signature", subject, ""};
    made.dedup_window = std::chrono::minutes{10};
    for (const std::string& robot : robots) {
      made.destinations.push_back({robot});
    }
    made.received = kWall;
    return made;
  }

  // In a transaction of its own, unless one is under way.
  ports::Appended append(const ports::NewAlert& alert) {
    ports::Appended appended{};
    const auto work = [&](Database& inside) -> Result<void> {
      appended = must(append_alert(inside, alert, capacity, moment));
      return boost::system::in_place_value;
    };
    must(database->in_transaction() ? work(*database) : transact(*database, work));
    return appended;
  }
  ports::Appended append(const std::string& subject) { return append(alert(subject)); }

  // When the first that waits may be tried; BootTime{} when it is now.
  std::optional<BootTime> earliest_due(const std::string& robot = "ops") {
    const delivery::Backlog backlog = must(read_waiting(*database, robot, 0, moment)).backlog;
    return backlog.ready > 0 ? std::optional(BootTime{}) : backlog.next_due;
  }
  std::optional<ports::PendingDelivery> next(const std::string& robot = "ops") { return next(robot, moment.now); }
  std::optional<ports::PendingDelivery> next(const std::string& robot, BootTime now) {
    Moment then = moment;
    then.now = now;
    const auto first = must(read_waiting(*database, robot, 0, then)).first;
    return first.has_value() ? must(read_delivery(*database, *first, "uid")) : std::nullopt;
  }
  ports::AttemptId begin_attempt(ports::DeliveryId delivery, const std::string& key = "key") {
    return must(storage::begin_attempt(*database, delivery, key, delivery::Slot::single, moment));
  }

  std::int64_t count(const std::string& what) { return must(read_integer(*database, "SELECT count(*) FROM " + what)); }

  void advance(Milliseconds by) {
    moment.now += by;
    moment.wall += by;
  }

  void reboot(const std::string& boot_id, BootTime now) {
    moment.now = now;
    moment.boot = must(adopt_boot(*database, boot_id, now, moment.wall));
  }

  test::TempDir directory;
  std::string path{directory.file("spool.db")};
  Capacity capacity;
  std::unique_ptr<Database> database;
  Moment moment{{1, kNow}, kNow, kWall};
};

// All members of a digest.
inline delivery::DigestBuilder gathered(SpoolFile& spool, ports::DigestId digest) {
  delivery::DigestBuilder builder;
  std::optional<DigestPlace> place{DigestPlace{}};
  while (place.has_value()) {
    place = must(gather_members(*spool.database, digest, *place, builder));
  }
  return builder;
}

}  // namespace relay::storage
