// SPDX-License-Identifier: MIT
#include "storage/ledger.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "storage/block.hpp"
#include "storage/meta.hpp"
#include "storage/query.hpp"

namespace relay::storage {
namespace {

constexpr std::string_view kLost = "ledger_lost";

using Ends = std::vector<BootTime>;

// What one read is about.
struct Window {
  const std::string& robot_key;
  delivery::Slot slot;
  std::size_t limit;
};

Result<void> add_open(Database& database, const Window& window, Ends& ends, BootTime now) {
  const Result<std::int64_t> open = read_integer(database,
                                                 "SELECT count(*) FROM attempt WHERE ended IS NULL AND slot = ?"
                                                 " AND robot_key = (SELECT id FROM robot_key WHERE key = ?)",
                                                 window.slot, window.robot_key);
  if (!open) {
    return open.error();
  }
  ends.insert(ends.end(), static_cast<std::size_t>(*open), now);
  return boost::system::in_place_value;
}

Result<void> add_ended(Database& database, const Window& window, Ends& ends, const Moment& moment) {
  Query query(database,
              "SELECT boot, ended FROM attempt WHERE counts = 1 AND ended IS NOT NULL AND slot = ?"
              " AND robot_key = (SELECT id FROM robot_key WHERE key = ?) ORDER BY boot DESC, ended DESC LIMIT ?",
              window.slot, window.robot_key, window.limit);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return boost::system::in_place_value;
    }
    const BootTime ended = query.integer(0) == moment.boot.number ? query.boot_time(1) : moment.boot.began;
    ends.push_back(std::min(ended, moment.now));
  }
}

// The lost sends were of boot 1 of this spool, as it then was.
Result<void> add_lost(Database& database, const Window& window, Ends& ends, const Moment& moment) {
  const Result<std::optional<std::int64_t>> lost = meta_integer(database, kLost);
  if (!lost) {
    return lost.error();
  }
  if (lost->has_value() && ends.size() < window.limit) {
    const BootTime ended = moment.boot.number == 1 ? BootTime{Milliseconds{**lost}} : moment.boot.began;
    ends.resize(window.limit, ended);
  }
  return boost::system::in_place_value;
}

Result<void> add_window(Database& database, const Window& window, ports::RobotLedger& ledger, const Moment& moment) {
  Ends ends;
  if (Result<void> done = add_open(database, window, ends, moment.now); !done) {
    return done;
  }
  if (Result<void> done = add_ended(database, window, ends, moment); !done) {
    return done;
  }
  if (Result<void> done = add_lost(database, window, ends, moment); !done) {
    return done;
  }
  ends.resize(std::min(ends.size(), window.limit));
  for (const BootTime ended : ends) {
    ledger.sends.push_back({window.slot, ended});
  }
  return boost::system::in_place_value;
}

}  // namespace

Result<ports::RobotLedger> read_ledger(Database& database, const std::string& robot_key, delivery::SlotCounts slots,
                                       const Moment& moment) {
  ports::RobotLedger ledger;
  for (const Window& window : {Window{robot_key, delivery::Slot::single, slots.singles},
                               Window{robot_key, delivery::Slot::digest, slots.digests}}) {
    if (const Result<void> done = add_window(database, window, ledger, moment); !done) {
      return done.error();
    }
  }
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
