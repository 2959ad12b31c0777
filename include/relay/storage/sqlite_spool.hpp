// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/operations.hpp"
#include "relay/ports/spool.hpp"

namespace relay::storage {

// What becomes of a spool that cannot be read: the relay starts on any, by setting a damaged one aside and making a new
// one. A command of an operator touches no more than it was told to: `refuse` also makes no file that is missing
// (not_found).
enum class Unreadable { set_aside, refuse };

struct SqliteSpoolOptions {
  std::string path;  // the database; the last component of its directory is made (0700), the lock file lies there too
  // Of the database file. Near it finished alerts give way before their time, then appends are `unavailable`; attempts
  // and outcomes have a reserve.
  std::uint64_t max_bytes{1ULL << 30U};
  std::chrono::seconds retention{std::chrono::hours{168}};     // finished alerts are deleted after this
  std::chrono::seconds dead_letters{std::chrono::hours{720}};  // those with a dead letter; at most 10 000 of them
  std::chrono::seconds keep_payloads{0};
  Unreadable unreadable{Unreadable::set_aside};
  // Posted on `executor` once, when the disk failed (ErrorKind::io) while no call waited: then no call tells of it.
  std::function<void(const Error&)> on_failure{};
  // Posted on `executor` after each transaction that changed something: how long it took.
  std::function<void(std::chrono::nanoseconds)> on_commit{};
  // Posted on `executor` when new alerts find no room any more (they are then counted, shed), and when they do again.
  std::function<void(ports::Pressure)> on_pressure{};
};

struct WaitingRobot {
  std::string robot;     // a configured name of this run or an earlier one
  std::int64_t pending;  // deliveries, at least 1
};

// What opening the spool found, for the log.
struct OpenReport {
  std::vector<std::string> warnings;  // "spool lies on tmpfs: a restart of the machine loses it", …
  std::int64_t pending;               // deliveries that wait
  std::int64_t interrupted;           // attempts that a crash left open, now counted as unknown
  std::vector<WaitingRobot> waiting;  // whose deliveries wait
  std::vector<std::string> paused{};  // robots that an operator keeps silent
};

struct OpenedSpool;

// SQLite in WAL mode, synchronous=FULL, EXCLUSIVE, one connection on one writer thread with natural group commit
// (src/storage/README.md). Only one process may have it open: a second gets ErrorKind::unavailable (exit 75).
// ErrorKind::refused: newer schema or unsupported file system (exit 78). ErrorKind::io: anything else (exit 74).
// A damaged file (SQLITE_CORRUPT, SQLITE_NOTADB) is set aside whole under `<path>.corrupt-<UTC time>`, with a warning.
// `clock` and the context of `executor` outlive the spool, the spool outlives its calls; it is called from the writer
// thread too.
class SqliteSpool {
 public:
  [[nodiscard]] static Result<OpenedSpool> open(boost::asio::any_io_executor executor, const ports::Clock& clock,
                                                SqliteSpoolOptions options);
};

// The spool itself, closed (with a checkpoint) by its destructor, after its queue was drained.
struct OpenedSpool {
  std::unique_ptr<ports::Spool> spool;
  OpenReport report;
  ports::Operations* operations;  // on the same spool, and as long as it
};

}  // namespace relay::storage
