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
#include "relay/ports/spool.hpp"

// What a person may ask of the spool, beside the line that alerts take.
namespace relay::ports {

// Which deliveries; what is empty does not restrict.
struct DeliveryFilter {
  std::optional<std::string> robot{};
  std::optional<delivery::State> state{};
  std::optional<WallTime> since{};     // accepted then or later
  std::optional<WallTime> until{};     // accepted then or earlier
  std::optional<std::string> issue{};  // Sentry's short id, whatever the case, or its number
  std::optional<AlertId> alert{};
};

struct ListedDelivery {
  AlertId alert;
  std::string robot;
  delivery::State state;
  WallTime received;
  std::optional<WallTime> ended;  // not of those that ended before the spool kept it
  std::uint32_t attempts;
  std::string rule;  // that suppressed it
  std::optional<DigestId> digest;
  alert::Level level;
  std::string project;
  std::string short_id;
  std::string title;
  delivery::Reason reason;  // of the last attempt; none: shown, or not tried
  std::string detail;       // likewise: DingTalk's words
};

// The accounting identity, by the counters and by the rows.
struct StateAudit {
  delivery::State state;
  std::int64_t counted;
  std::int64_t rows;       // that are there
  std::int64_t forgotten;  // rows that retention deleted
};
struct Audit {
  std::int64_t accepted;
  std::vector<StateAudit> states;   // every one
  std::vector<std::string> faults;  // what does not fit; empty: nothing is lost
};

struct PastAttempt {
  WallTime started;
  std::optional<Milliseconds> took;  // empty: under way
  std::string verdict;
  delivery::Reason reason;
  std::string detail;
};

// Something that an operator did to a delivery.
struct PastOperation {
  WallTime done;
  std::string what;  // "redrive", "discard"
};

// Which line of a digest counts an alert.
enum class DigestLine { issue, project, level };

// The message in which many alerts went.
struct DigestStory {
  DigestId id;
  delivery::State state;
  std::int64_t alerts;    // of those it had, that are still there
  std::int64_t of_issue;  // of these, alerts of the same issue
  DigestLine line;
  std::optional<WallTime> ended;  // when its last alert followed it
  std::vector<PastAttempt> attempts;
};

struct DeliveryStory {
  std::string robot;
  delivery::State state;
  std::string rule;
  std::optional<WallTime> ended;
  std::optional<WallTime> not_before;  // pending: the next attempt may come then; empty: at once
  std::optional<WallTime> paused;      // since when an operator keeps the robot silent
  std::optional<WallTime> blocked_until;
  delivery::Reason block_reason{delivery::Reason::none};
  std::vector<PastAttempt> attempts{};
  std::vector<PastOperation> operations{};
  std::optional<DigestStory> digest{};
  std::string copy_of{};                  // the robot that it is a copy for, which refused messages
  std::optional<AlertId> counted_with{};  // digested: the alert of the same issue whose message counted it
};

struct AlertStory {
  AlertId id;
  WallTime received;
  alert::Alert alert;
  std::string proof;  // "signature", "url_token"; empty once the window for duplicates is over
  std::vector<DeliveryStory> deliveries;
};

// Which alert: one of these.
struct AlertQuestion {
  std::optional<AlertId> id{};  // when there is none of this id: an issue's number
  std::string text{};           // an event's id, an issue's short id or number; the latest alert of it
};                              // neither: the latest alert of all

struct Explanation {
  std::optional<AlertStory> story;  // empty: nothing of it is here
  std::vector<AlertId> others;      // further alerts of the same issue, newest first, at most 10
  std::optional<AlertId> newest;    // id that was given last; empty: no alert was ever accepted
  std::optional<WallTime> oldest;   // of the alerts that are still here
};

struct RobotCount {
  std::string robot;
  std::int64_t deliveries;
};
struct Changed {
  std::vector<RobotCount> robots;  // by name
  std::int64_t under_way{0};       // left alone, because a message with them is being sent
};

// Every call resumes on the caller's executor, after its transactions were committed. Long ones go in steps, so that
// acknowledgements never wait for them.
class Operations {
 public:
  virtual ~Operations() = default;

  // The newest first, at most `limit`.
  virtual boost::asio::awaitable<Result<std::vector<ListedDelivery>>> list(DeliveryFilter filter,
                                                                           std::size_t limit) = 0;
  // One look at every row: a tenth of a second for each 300 000 of them.
  virtual boost::asio::awaitable<Result<Audit>> audit() = 0;
  virtual boost::asio::awaitable<Result<Explanation>> explain(AlertQuestion question) = 0;

  // Deliveries that have ended wait again, as if their alerts had just come; without a state in the filter: dead ones.
  virtual boost::asio::awaitable<Result<Changed>> redrive(DeliveryFilter filter) = 0;
  // Pending and dead deliveries end as discarded.
  virtual boost::asio::awaitable<Result<Changed>> discard(DeliveryFilter filter) = 0;

  // Whether it was otherwise before. Survives restarts; a robot that is not known yet may be paused.
  virtual boost::asio::awaitable<Result<bool>> pause(std::string robot) = 0;
  virtual boost::asio::awaitable<Result<bool>> resume(std::string robot) = 0;

  // Copies the spool, as it is at the end of the copying, to a file beside it, which is the caller's then; its path.
  // `unavailable`: another copy is being made, or there is no room for it.
  virtual boost::asio::awaitable<Result<std::string>> snapshot() = 0;
};

}  // namespace relay::ports
