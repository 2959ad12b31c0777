// SPDX-License-Identifier: MIT
#include "storage/open_spool.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "relay/base/crypto.hpp"
#include "storage/attempts.hpp"
#include "storage/counters.hpp"
#include "storage/damage.hpp"
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

// What the opening of one file needs and finds.
struct Start {
  const ports::Clock& clock;
  const Capacity& capacity;
  Unreadable unreadable;
  std::string boot_id;
  Identity identity{};
  std::int64_t interrupted{0};
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
  const Result<std::optional<std::string>> uid = meta_text(database, "uid");
  if (!uid) {
    return uid.error();
  }
  start.identity = {uid->value_or(""), *boot};
  start.interrupted = *interrupted;
  return history == History::lost ? assume_full_windows(database, now) : Result<void>(boost::system::in_place_value);
}

Result<void> prepare(Database& database, Start& start, History history) {
  if (Result<void> done = apply_settings(database, start.capacity); !done) {
    return done;
  }
  if (Result<void> done = prepare_schema(database); !done) {
    return done;
  }
  if (Result<void> done = look_for_damage(database, start.clock, kCheckBudget); !done) {
    return done;
  }
  return transact(database, [&](Database& inside) { return take_over(inside, start, history); });
}

// A damaged file is set aside, and the spool begins anew: the relay starts on any spool.
Result<std::unique_ptr<Database>> open_database(const std::string& path, const std::string& mode_like, Start& start,
                                                std::vector<std::string>& warnings) {
  History history = History::kept;
  for (;;) {
    Result<std::unique_ptr<Database>> database = Database::open(path, mode_like);
    if (!database) {
      return database;
    }
    const Result<void> prepared = prepare(**database, start, history);
    if (prepared) {
      return database;
    }
    if (!(*database)->damaged() || history == History::lost || start.unreadable == Unreadable::refuse) {
      return fail(prepared.error().kind, path + ": " + prepared.error().detail);
    }
    database->reset();
    const Result<std::string> target = set_aside(path, start.clock.wall_now());
    if (!target) {
      return target.error();
    }
    warnings.push_back("the spool was damaged and is set aside as " + *target +
                       "; its alerts are not delivered: " + prepared.error().detail);
    history = History::lost;
  }
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

std::string known_boot_id(const Environment& environment, std::vector<std::string>& warnings) {
  if (environment.boot_id) {
    return *environment.boot_id;
  }
  warnings.emplace_back(
      "the boot id of the machine cannot be read: every start waits as after a restart of the machine");
  return crypto::random_hex(16);
}

}  // namespace

Result<OpenedSpool> open_spool(boost::asio::any_io_executor executor, const ports::Clock& clock,
                               const SqliteSpoolOptions& options, Environment environment) {
  OpenReport report{};
  std::error_code ignored;
  if (options.unreadable == Unreadable::refuse && !std::filesystem::exists(options.path, ignored)) {
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
  const JobSpool::Limits limits{Capacity(options.max_bytes), {options.retention, options.keep_payloads}};
  Start start{clock, limits.capacity, options.unreadable, known_boot_id(environment, report.warnings)};
  Result<std::unique_ptr<Database>> database = open_database(options.path, lock_path, start, report.warnings);
  if (!database) {
    return database.error();
  }
  const Result<std::int64_t> pending = count_pending(**database);
  if (!pending) {
    return pending.error();
  }
  report.pending = *pending;
  Result<std::vector<WaitingRobot>> waiting = waiting_robots(**database);
  if (!waiting) {
    return waiting.error();
  }
  report.waiting = std::move(*waiting);
  Result<std::vector<std::string>> paused = paused_robots(**database);
  if (!paused) {
    return paused.error();
  }
  report.paused = std::move(*paused);
  report.interrupted = start.interrupted;
  environment.writer.on_failure = options.on_failure;
  environment.writer.on_commit = options.on_commit;
  auto spool = std::make_unique<JobSpool>(std::move(executor), clock, std::move(*lock), std::move(*database),
                                          std::move(start.identity), limits, std::move(environment.writer),
                                          SnapshotPlace{options.path + ".snapshot", lock_path});
  ports::Operations& operations = spool->operations();
  return OpenedSpool{std::move(spool), std::move(report), &operations};
}

}  // namespace relay::storage
