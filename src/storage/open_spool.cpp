// SPDX-License-Identifier: MIT
#include "storage/open_spool.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <filesystem>
#include <utility>

#include "relay/base/crypto.hpp"
#include "relay/base/test_hooks.hpp"
#include "storage/attempts.hpp"
#include "storage/counters.hpp"
#include "storage/damage.hpp"
#include "storage/damage_marker.hpp"
#include "storage/dedup.hpp"
#include "storage/digests.hpp"
#include "storage/disk_reserve.hpp"
#include "storage/file_system.hpp"
#include "storage/job_spool.hpp"
#include "storage/ledger.hpp"
#include "storage/meta.hpp"
#include "storage/robots.hpp"
#include "storage/schema.hpp"
#include "storage/settings.hpp"

namespace relay::storage {
namespace {

constexpr Milliseconds kCheckBudget{100};

enum class History { kept, lost };

bool has_bytes(const std::string& path) {
  std::error_code error;
  return std::filesystem::file_size(path, error) > 0 && !error;
}

// SQLite deletes a log that it finds beside a new database. It may hold alerts that were acknowledged, so that it is
// set aside first; "" when there is none.
Result<std::string> keep_log(const std::string& path, WallTime now) {
  if (has_bytes(path) || !has_bytes(path + "-wal")) {
    return std::string{};
  }
  const Result<std::string> target = set_aside(path, now);
  return target ? Result<std::string>(*target + "-wal") : target;
}

std::string words_for_gone(const std::string& path, const std::string& kept_log) {
  const std::string words =
      "a relay ran with " + path +
      " before, but the file is gone or empty: a new one begins, and what waited in the old one is not delivered. Was "
      "it moved? Stop the relay, move the new spool.db and spool.db-wal away, put the old one back with its own -wal, "
      "start; `spool export` reads the new one's alerts";
  return kept_log.empty() ? words : words + ". The old one's -wal is now " + kept_log;
}

// What the opening of one file needs and finds.
struct Start {
  const ports::Clock& clock;
  const Capacity& capacity;
  const SqliteSpoolOptions& options;
  std::string boot_id;
  DiskReserve reserve;
  DamageMarker marker;
  bool had_spool;
  bool is_gone{false};  // had_spool, and there is none
  Identity identity{};
  OpenReport report{};
};

Result<void> take_over(Database& database, Start& start, History history) {
  const BootTime now = start.clock.boot_now();
  const WallTime wall = start.clock.wall_now();
  const Result<Boot> boot = adopt_boot(database, start.boot_id, now, wall);
  if (!boot) {
    return boot.error();
  }
  const Result<std::int64_t> interrupted = close_interrupted(database, {*boot, now, wall});
  if (!interrupted) {
    return interrupted.error();
  }
  if (const Result<void> dropped = drop_untried_digests(database); !dropped) {
    return dropped.error();
  }
  const Result<std::optional<std::string>> uid = meta_text(database, "uid");
  if (!uid) {
    return uid.error();
  }
  start.identity = {uid->value_or(""), *boot};
  start.report.interrupted = *interrupted;
  return history == History::lost || start.is_gone ? assume_full_windows(database, now)
                                                   : Result<void>(boost::system::in_place_value);
}

Result<std::int64_t> count_pending(Database& database) {
  const Result<ports::SpoolCounts> counts = read_counters(database);
  if (!counts) {
    return counts.error();
  }
  const auto& states = counts->deliveries;
  const auto found = std::find_if(states.begin(), states.end(),
                                  [](const auto& entry) { return entry.first == delivery::State::pending; });
  return found == states.end() ? 0 : found->second;
}

// After a run that met damage nothing is left out; one that meets it again where no check finds any, is believed.
Result<void> look_for_damage(Database& database, Start& start) {
  const int marks = start.marker.count();
  if (marks == 0) {
    return look_for_damage(database, start.clock, kCheckBudget);
  }
  if (marks > 1) {
    return database.damage("runs of the relay met damage that no check finds");
  }
  Result<void> sound = look_for_any_damage(database);
  if (sound) {
    start.report.warnings.emplace_back("the last run met damage in the spool; a full check finds none, so it goes on");
  }
  return sound;
}

Result<void> take_stock(Database& database, Start& start) {
  const Result<std::int64_t> pending = count_pending(database);
  if (!pending) {
    return pending.error();
  }
  start.report.pending = *pending;
  Result<std::vector<WaitingRobot>> waiting = waiting_robots(database);
  if (!waiting) {
    return waiting.error();
  }
  start.report.waiting = std::move(*waiting);
  Result<std::vector<std::string>> paused = paused_robots(database);
  if (!paused) {
    return paused.error();
  }
  start.report.paused = std::move(*paused);
  return boost::system::in_place_value;
}

Result<void> prepare(Database& database, Start& start, History history) {
  if (Result<void> done = apply_settings(database, start.capacity); !done) {
    return done;
  }
  const Result<bool> is_new = prepare_schema(database);
  if (!is_new) {
    return is_new.error();
  }
  start.is_gone = start.is_gone || (*is_new && start.had_spool && history == History::kept);
  if (Result<void> done = look_for_damage(database, start); !done) {
    return done;
  }
  if (Result<void> done = transact(database, [&](Database& inside) { return take_over(inside, start, history); });
      !done) {
    return done;
  }
  if (Result<void> done =
          load_recent_subjects(database, {start.identity.boot, start.clock.boot_now(), start.clock.wall_now()});
      !done) {
    return done;
  }
  return take_stock(database, start);
}

// A full disk gives way twice: to blocks that the log has already, once what is in them lies in the database, and to
// the reserve.
Result<void> prepare_on_any_disk(Database& database, Start& start, History history) {
  Result<void> prepared = prepare(database, start, history);
  if (!prepared && database.take_full() != Full::no && database.checkpoint()) {
    prepared = prepare(database, start, history);
  }
  if (!prepared && database.take_full() != Full::no && start.reserve.release()) {
    prepared = prepare(database, start, history);
  }
  return prepared;
}

// A damaged file is set aside, and the spool begins anew: the relay starts on any spool.
Result<std::unique_ptr<Database>> open_database(const std::string& mode_like, Start& start) {
  const std::string& path = start.options.path;
  History history = History::kept;
  for (;;) {
    Result<std::unique_ptr<Database>> database = Database::open(path, mode_like);
    if (!database) {
      return database;
    }
    const Result<void> prepared = prepare_on_any_disk(**database, start, history);
    if (prepared) {
      return database;
    }
    const bool refused = start.options.unreadable == Unreadable::refuse;
    if (!(*database)->damaged() || history == History::lost || refused) {
      return fail(prepared.error().kind, path + ": " + prepared.error().detail);
    }
    database->reset();
    const Result<std::string> target = set_aside(path, start.clock.wall_now());
    if (!target) {
      return target.error();
    }
    start.marker.remove();
    start.report.warnings.push_back("the spool was damaged and is set aside as " + *target +
                                    "; its alerts are not delivered: " + prepared.error().detail);
    history = History::lost;
  }
}

std::string known_boot_id(const Environment& environment, std::vector<std::string>& warnings) {
  if (environment.boot_id) {
    return *environment.boot_id;
  }
  warnings.emplace_back(
      "the boot id of the machine cannot be read: every start waits as after a restart of the machine");
  return crypto::random_hex(16);
}

Headroom::OnChange pressure_report(const boost::asio::any_io_executor& executor, const SqliteSpoolOptions& options) {
  return [executor, report = options.on_pressure](ports::Pressure pressure) {
    if (report) {
      boost::asio::post(executor, [report, pressure] { report(pressure); });
    }
  };
}

WriterSettings writer_settings(WriterSettings settings, const SqliteSpoolOptions& options, const DamageMarker& marker) {
  settings.on_failure = options.on_failure;
  settings.on_commit = options.on_commit;
  settings.on_damage = [marker](const Error& error) { marker.leave(error.detail); };
  settings.on_closed = [marker] { marker.remove(); };
  return settings;
}

}  // namespace

Result<OpenedSpool> open_spool(boost::asio::any_io_executor executor, const ports::Clock& clock,
                               const SqliteSpoolOptions& options, Environment environment) {
  OpenReport report{};
  if (options.unreadable == Unreadable::refuse && !has_bytes(options.path)) {
    return fail(ErrorKind::not_found, "there is no spool at " + options.path);
  }
  const Result<std::optional<std::string>> warning = prepare_directory(options.path);
  if (!warning) {
    return warning.error();
  }
  if (warning->has_value()) {
    report.warnings.push_back(**warning);
  }
  const std::string lock_path = options.path + ".lock";
  Result<SpoolLock> lock = SpoolLock::take(lock_path);
  if (!lock) {
    return lock.error();
  }
  const Result<std::string> kept_log = keep_log(options.path, clock.wall_now());
  if (!kept_log) {
    return kept_log.error();
  }
  const Capacity capacity(options.max_bytes);
  Start start{clock,
              capacity,
              options,
              known_boot_id(environment, report.warnings),
              DiskReserve(options.path + ".reserve", capacity.reserve_bytes()),
              DamageMarker(options.path),
              lock->had_spool()};
  start.report = std::move(report);
  Result<std::unique_ptr<Database>> database = open_database(lock_path, start);
  if (!database) {
    return database.error();
  }
  if (start.is_gone || !kept_log->empty()) {
    start.report.warnings.push_back(words_for_gone(options.path, *kept_log));
  }
  lock->note_spool();
  hooks::crash_at(hooks::CrashPoint::at_start);
  WriterSettings writer = writer_settings(std::move(environment.writer), options, start.marker);
  JobSpool::Limits limits{Headroom(capacity, std::move(start.reserve), pressure_report(executor, options)),
                          {options.retention, options.dead_letters, options.keep_payloads}};
  auto spool = std::make_unique<JobSpool>(
      std::move(executor), clock, std::move(*lock), std::move(*database), std::move(start.identity), std::move(limits),
      std::move(writer), environment.make_runner, SnapshotPlace{options.path + ".snapshot", lock_path});
  ports::Operations& operations = spool->operations();
  return OpenedSpool{std::move(spool), std::move(start.report), &operations};
}

}  // namespace relay::storage
