// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/delivery.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/delivery/losses.hpp"
#include "relay/delivery/planner.hpp"
#include "relay/delivery/send_budget.hpp"
#include "relay/delivery/verdict.hpp"
#include "relay/routing/destination.hpp"

namespace relay::ports {

using AlertId = std::int64_t;  // never used twice in one spool
using DeliveryId = std::int64_t;
using AttemptId = std::int64_t;
using DigestId = std::int64_t;

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
  Milliseconds dedup_window;           // 0: nothing is a duplicate
  routing::Destinations destinations;  // a delivery each: pending, or suppressed with its rule's name
  WallTime received;
  std::optional<std::string> payload;  // the raw body, when spool.keep_payloads asks for it
};

struct Appended {
  AlertId id;        // of the first one when duplicate
  bool duplicate;    // nothing was stored but a count
  bool shed{false};  // likewise, because there is no room; the id is 0
};

struct PendingDelivery {
  DeliveryId id;
  AlertId alert_id;
  alert::Alert alert;
  WallTime received;
  delivery::Progress progress;
  std::string uuid_seed;      // the same for every attempt at this delivery, in this spool only
  std::string copied_from{};  // the robot that it is a copy for; empty: it is none
  std::optional<delivery::Riders> riders{};
};

// A digest that has begun and whose members have not all come to their end: those of the robot's deliveries up to
// `last` that wait and can be merged. Until then none of them changes in any other way.
struct OpenDigest {
  DigestId id;
  DeliveryId last;
  delivery::State state;  // pending, or the end that its members still have to follow
  delivery::Progress progress;
  BootTime due;           // pending: not before
  std::string uuid_seed;  // the same for every attempt at this digest, in this spool only
};

struct PastSend {
  delivery::Slot slot;
  BootTime ended;
};

// What a robot's dispatcher finds at its start. Instants are of this boot.
struct RobotLedger {
  std::vector<PastSend> sends;  // the last ones of each slot, for SendBudget::restore
  std::optional<BootTime> blocked_until;
  delivery::Reason block_reason{delivery::Reason::none};
};

// A robot that refuses messages, and the one that gets copies meanwhile.
struct Diversion {
  std::string robot;
  std::string fallback;
  // What the fallback is told before the first copy. Pure: called on the storage thread.
  std::function<alert::Alert()> notice;
};

// A source that should be heard from.
struct SourceWatch {
  std::string source;
  std::chrono::seconds alarm;       // how long nothing may come
  std::optional<WallTime> heard;    // something came since the last call
  std::vector<std::string> robots;  // are told
  // Pure: called on the storage thread with the instant when it was heard last.
  std::function<alert::Alert(WallTime)> notice;
};
enum class SourceState {
  heard,
  fell_silent,  // just now: the robots are told
  silent,
};

// What becomes of a digest that goes on pending: it is sent again as it is, or its members wait as before, for another.
enum class DigestFate { keep, dissolve };

// Of an attempt at a delivery or at a digest.
struct Outcome {
  delivery::State state;
  delivery::Progress progress;
  std::optional<BootTime> due;  // pending: not before
  delivery::VerdictKind verdict;
  delivery::Reason reason;
  std::string detail;
  bool counts_in_window;                  // false when it certainly never left
  std::optional<BootTime> blocked_until;  // store a block of this robot
  DigestFate digest{DigestFate::keep};
};

// A single whose attempt is on disk, so that its request may leave.
struct StartedAttempt {
  AttemptId id;
  PendingDelivery delivery;  // its progress does not count this attempt yet
  delivery::Slot slot;
};

// Which single may start now.
struct NextSingle {
  std::string robot;
  std::string robot_key;
  DeliveryId behind;  // see Spool::backlog
  // By what waits: in which slot one may start, or none may. Pure: called on the storage thread.
  std::function<std::optional<delivery::Slot>(const delivery::Backlog&)> decide;
  BootTime now;
};

struct SpoolCounts {
  std::int64_t alerts;
  std::int64_t duplicates;
  std::vector<std::pair<delivery::State, std::int64_t>> deliveries;  // every state, zeros too
  std::int64_t accepted{0};  // deliveries: the sum over the states, or something has gone wrong
};

// What waits for one robot.
struct RobotBacklog {
  std::string robot;
  std::int64_t pending;  // at least 1
  Milliseconds oldest;   // age of the oldest one
};

// Why new alerts find no room. They are then counted instead of stored (shed), until there is room again.
enum class Pressure { none, spool_full, disk_full };
[[nodiscard]] constexpr std::string_view to_string(Pressure pressure) {
  return pressure == Pressure::none ? "none" : pressure == Pressure::spool_full ? "spool_full" : "disk_full";
}

// How the spool is doing, for people and machines that watch.
struct SpoolStatus {
  std::vector<RobotBacklog> waiting;
  std::uint64_t bytes;      // in use
  std::uint64_t max_bytes;  // of the file; the last part of it is kept for attempts and outcomes
  bool takes_alerts;        // room is there, or can be made
  Pressure pressure{Pressure::none};
  std::vector<std::string> paused{};  // robots that an operator keeps silent
};

// The durable middle of the program. Every call resumes on the caller's executor, after its transaction was
// committed and fdatasync'ed. `io` from any call means: stop acknowledging (promise P10).
// `robot` is a configured name; `robot_key` identifies the robot at DingTalk: hex SHA-256 of endpoint host and token.
class Spool {
 public:
  virtual ~Spool() = default;

  // Alert, deliveries and dedup key in one transaction.
  virtual boost::asio::awaitable<Result<Appended>> append(NewAlert alert) = 0;

  // `behind`: the last member of the digest under way, whose members do not count; 0 without one.
  virtual boost::asio::awaitable<Result<delivery::Backlog>> backlog(std::string robot, DeliveryId behind,
                                                                    BootTime now) = 0;

  // Begins an attempt at the best of this robot's deliveries that are ready: what cannot be merged, then the fatal,
  // then the first of their issues, then the others; the oldest of them. Nothing when none is, or `decide` says so. The
  // attempt is on disk before its request leaves. The stored progress then counts it.
  virtual boost::asio::awaitable<Result<std::optional<StartedAttempt>>> begin_single(NextSingle next) = 0;
  // The same in one transaction with the end of another, which then costs no wait for the disk of its own.
  virtual boost::asio::awaitable<Result<std::optional<StartedAttempt>>> end_and_begin_single(AttemptId attempt,
                                                                                             Outcome outcome,
                                                                                             NextSingle next) = 0;

  // The digest of this robot that has not come to its end.
  virtual boost::asio::awaitable<Result<std::optional<OpenDigest>>> find_digest(std::string robot) = 0;
  // Begins one with everything mergeable that waits now, due or not. Only when there is none.
  virtual boost::asio::awaitable<Result<OpenDigest>> open_digest(std::string robot) = 0;
  // All its members, sorted into lines. In steps, so that acknowledgements never wait for a long look.
  virtual boost::asio::awaitable<Result<delivery::DigestBuilder>> gather_digest(DigestId digest) = 0;
  // The texts of these alerts, in their order; of one that is gone an alert that says so.
  virtual boost::asio::awaitable<Result<std::vector<alert::Alert>>> alerts_of(std::vector<AlertId> ids) = 0;
  virtual boost::asio::awaitable<Result<AttemptId>> begin_digest_attempt(DigestId digest, std::string robot_key,
                                                                         BootTime now) = 0;
  // Its members follow a digest that has ended: shown -> digested, unknown, dead. In steps, so that acknowledgements
  // never wait for a long update. How many did.
  virtual boost::asio::awaitable<Result<std::int64_t>> settle_digest(DigestId digest) = 0;

  virtual boost::asio::awaitable<Result<void>> end_attempt(AttemptId attempt, Outcome outcome, BootTime now) = 0;

  // `slots`: how many sends the robot's windows remember.
  virtual boost::asio::awaitable<Result<RobotLedger>> ledger(std::string robot_key, delivery::SlotCounts slots,
                                                             BootTime now) = 0;
  virtual boost::asio::awaitable<Result<void>> block(std::string robot_key, BootTime until,
                                                     delivery::Reason reason) = 0;

  // Pending deliveries of this robot that were accepted more than `max_age` ago become `expired`; how many did. Frozen
  // while the wall clock has just jumped by more than an hour. With them a pending digest that holds some of them is
  // given up: find_digest() tells what is left of it. Not while a request for this robot is under way.
  virtual boost::asio::awaitable<Result<std::int64_t>> expire(std::string robot, std::chrono::seconds max_age) = 0;

  // What waits for a robot that refuses messages and was not copied yet becomes a delivery of its fallback as well,
  // behind one notice at the first call since end_diversion(). How many copies. In steps.
  virtual boost::asio::awaitable<Result<std::int64_t>> divert(Diversion diversion) = 0;
  // The robot takes messages again.
  virtual boost::asio::awaitable<Result<void>> end_diversion(std::string robot) = 0;

  // Robots that lost alerts, but none that was told so within `interval`, and none of which the first alert was shed
  // less than a minute ago: more will follow it.
  virtual boost::asio::awaitable<Result<std::vector<std::string>>> untold_losses(Milliseconds interval) = 0;
  // The robot's losses become a notice for it, and are told. `compose` is pure: called on the storage thread. How many
  // alerts it tells of; 0: there was nothing to tell.
  virtual boost::asio::awaitable<Result<std::int64_t>> tell_losses(
      std::string robot, std::function<alert::Alert(const delivery::Losses&)> compose) = 0;

  // A source that was never heard of counts as heard at the first call.
  virtual boost::asio::awaitable<Result<SourceState>> watch(SourceWatch watch) = 0;

  virtual boost::asio::awaitable<Result<SpoolCounts>> counts() = 0;
  // Counts what waits: not for every request.
  virtual boost::asio::awaitable<Result<SpoolStatus>> status() = 0;
};

}  // namespace relay::ports
