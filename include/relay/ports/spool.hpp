// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/delivery/verdict.hpp"
#include "relay/routing/destination.hpp"

namespace relay::ports {

using AlertId = std::int64_t;  // never used twice in one spool
using DeliveryId = std::int64_t;
using AttemptId = std::int64_t;

// One occurrence: a second alert with the same subject and state within the window is the same one. Events have an
// empty state; for kinds with a life of their own (issue, metric, comment) only the *last* state of a subject counts,
// so that A, B, A are three.
struct DedupKey {
  std::string scope;  // source and kind of proof
  std::string subject;
  std::string state;
};

struct NewAlert {
  alert::Alert alert;
  DedupKey dedup;
  Milliseconds dedup_window;
  routing::Destinations destinations;  // a delivery each: pending, or suppressed with its rule's name
  WallTime received;
  std::optional<std::string> payload;  // the raw body, when spool.keep_payloads asks for it
};

struct Appended {
  AlertId id;      // of the first one when duplicate
  bool duplicate;  // nothing was stored but a count
};

struct PendingDelivery {
  DeliveryId id;
  AlertId alert_id;
  alert::Alert alert;
  WallTime received;
  delivery::Progress progress;
  std::string uuid_seed;  // the same for every attempt at this delivery, in this spool only
};

// What a robot's dispatcher finds at its start. Instants are of this boot.
struct RobotLedger {
  std::vector<BootTime> sends;  // ends of the last sends, for RateWindow::restore
  std::optional<BootTime> blocked_until;
  delivery::Reason block_reason{delivery::Reason::none};
};

struct Outcome {
  delivery::State state;
  delivery::Progress progress;
  std::optional<BootTime> due;  // pending: not before
  delivery::VerdictKind verdict;
  delivery::Reason reason;
  std::string detail;
  bool counts_in_window;                  // false when it certainly never left
  std::optional<BootTime> blocked_until;  // store a block of this robot
};

struct SpoolCounts {
  std::int64_t alerts;
  std::int64_t duplicates;
  std::vector<std::pair<delivery::State, std::int64_t>> deliveries;  // every state, zeros too
};

// The durable middle of the program. Every call resumes on the caller's executor, after its transaction was
// committed and fdatasync'ed. `io` from any call means: stop acknowledging (promise P10).
// `robot` is a configured name; `robot_key` identifies the robot at DingTalk: hex SHA-256 of endpoint host and token.
class Spool {
 public:
  virtual ~Spool() = default;

  // Alert, deliveries and dedup key in one transaction.
  virtual boost::asio::awaitable<Result<Appended>> append(NewAlert alert) = 0;

  // When the earliest pending delivery of this robot may be tried; empty when none waits.
  virtual boost::asio::awaitable<Result<std::optional<BootTime>>> earliest_due(std::string robot) = 0;
  // The oldest pending delivery that is due at `now`.
  virtual boost::asio::awaitable<Result<std::optional<PendingDelivery>>> next(std::string robot, BootTime now) = 0;

  // The attempt is on disk before its request leaves. The stored progress then counts it.
  virtual boost::asio::awaitable<Result<AttemptId>> begin_attempt(DeliveryId delivery, std::string robot_key,
                                                                  BootTime now) = 0;
  virtual boost::asio::awaitable<Result<void>> end_attempt(AttemptId attempt, Outcome outcome, BootTime now) = 0;

  // `limit`: how many sends the robot's window remembers.
  virtual boost::asio::awaitable<Result<RobotLedger>> ledger(std::string robot_key, std::size_t limit,
                                                             BootTime now) = 0;
  virtual boost::asio::awaitable<Result<void>> block(std::string robot_key, BootTime until,
                                                     delivery::Reason reason) = 0;

  // Pending deliveries of this robot that were accepted more than `max_age` ago become `expired`; how many did. Frozen
  // while the wall clock has just jumped by more than an hour.
  virtual boost::asio::awaitable<Result<std::int64_t>> expire(std::string robot, std::chrono::seconds max_age) = 0;

  virtual boost::asio::awaitable<Result<SpoolCounts>> counts() = 0;
};

}  // namespace relay::ports
