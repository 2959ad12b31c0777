// SPDX-License-Identifier: MIT
#include "storage/ledger.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "storage/block.hpp"
#include "storage/meta.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kLost = "ledger_lost";

Result<void> add_open(Database& database, const std::string& robot_key, ports::RobotLedger& ledger, BootTime now) {
  const Result<std::int64_t> open = read_integer(
      database,
      "SELECT count(*) FROM attempt WHERE ended IS NULL AND robot_key = (SELECT id FROM robot_key WHERE key = ?)",
      robot_key);
  if (!open) {
    return open.error();
  }
  ledger.sends.insert(ledger.sends.end(), static_cast<std::size_t>(*open), now);
  return boost::system::in_place_value;
}

Result<void> add_ended(Database& database, const std::string& robot_key, ports::RobotLedger& ledger, std::size_t limit,
                       const Moment& moment) {
  Query query(database,
              "SELECT boot, ended FROM attempt WHERE counts = 1 AND ended IS NOT NULL"
              " AND robot_key = (SELECT id FROM robot_key WHERE key = ?) ORDER BY boot DESC, ended DESC LIMIT ?",
              robot_key, limit);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return boost::system::in_place_value;
    }
    const BootTime ended = query.integer(0) == moment.boot.number ? query.boot_time(1) : moment.boot.began;
    ledger.sends.push_back(std::min(ended, moment.now));
  }
}

// The lost sends were of boot 1 of this spool, as it then was.
Result<void> add_lost(Database& database, ports::RobotLedger& ledger, std::size_t limit, const Moment& moment) {
  const Result<std::optional<std::int64_t>> lost = meta_integer(database, kLost);
  if (!lost) {
    return lost.error();
  }
  if (lost->has_value() && ledger.sends.size() < limit) {
    const BootTime ended = moment.boot.number == 1 ? BootTime{Milliseconds{**lost}} : moment.boot.began;
    ledger.sends.resize(limit, ended);
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<ports::RobotLedger> read_ledger(Database& database, const std::string& robot_key, std::size_t limit,
                                       const Moment& moment) {
  ports::RobotLedger ledger;
  if (const Result<void> done = add_open(database, robot_key, ledger, moment.now); !done) {
    return done.error();
  }
  if (const Result<void> done = add_ended(database, robot_key, ledger, limit, moment); !done) {
    return done.error();
  }
  if (const Result<void> done = add_lost(database, ledger, limit, moment); !done) {
    return done.error();
  }
  ledger.sends.resize(std::min(ledger.sends.size(), limit));
  const Result<std::optional<Block>> block = read_block(database, robot_key, moment.now);
  if (!block) {
    return block.error();
  }
  if (block->has_value()) {
    ledger.blocked_until = (*block)->until;
    ledger.block_reason = (*block)->reason;
  }
  return ledger;
}

Result<void> assume_full_windows(Database& database, BootTime now) {
  return set_meta(database, kLost, now.time_since_epoch().count());
}

}  // namespace relay::storage
