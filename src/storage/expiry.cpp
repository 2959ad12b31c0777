// SPDX-License-Identifier: MIT
#include "storage/expiry.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "relay/ports/spool.hpp"
#include "storage/delivery_change.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace {

using ports::DeliveryId;

// Of the deliveries never tried, which may be many, the oldest lie first in delivery_waiting.
constexpr std::string_view kTooOld =
    "SELECT d.id FROM ("
    "  SELECT * FROM (SELECT id, alert, redriven_wall FROM delivery WHERE robot = ?1 AND rank = ?6 AND due = 0"
    "    ORDER BY id LIMIT ?2)"
    "  UNION ALL"
    "  SELECT id, alert, redriven_wall FROM delivery WHERE robot = ?1 AND rank = ?6 AND due > 0) d"
    " JOIN alert a ON a.id = d.alert"
    " WHERE iif(a.boot = ?3, a.received < ?4, a.received_wall < ?5) AND coalesce(d.redriven_wall, 0) < ?5 LIMIT ?2";

Result<void> add_too_old(Database& database, std::int64_t robot, Rank rank, std::chrono::seconds max_age,
                         const Moment& moment, std::vector<DeliveryId>& found) {
  Query query(database, kTooOld, robot, kExpireStep, moment.boot.number, moment.now - max_age, moment.wall - max_age,
              rank);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return boost::system::in_place_value;
    }
    found.push_back(query.integer(0));
  }
}

struct TooOld {
  std::vector<DeliveryId> ids;  // at most kExpireStep
  bool in_digest{false};        // some of them are members of the digest under way, if there is one: it has the oldest
};

Result<TooOld> too_old(Database& database, std::int64_t robot, std::chrono::seconds max_age, const Moment& moment) {
  TooOld found;
  for (const Rank rank : kRanks) {
    const std::size_t before = found.ids.size();
    if (const Result<void> added = add_too_old(database, robot, rank, max_age, moment, found.ids); !added) {
      return added.error();
    }
    found.in_digest = found.in_digest || (rank != Rank::alone && found.ids.size() > before);
  }
  found.ids.resize(std::min(found.ids.size(), static_cast<std::size_t>(kExpireStep)));
  return found;
}

// Without its oldest members it cannot be sent again as it was. Others of a digest that may have been seen end with it.
Result<void> give_up_digest(Database& database, std::int64_t robot) {
  const Result<void> ended =
      run(database, "UPDATE digest SET state = 'unknown' WHERE robot = ? AND state = 'pending' AND unknown > 0", robot);
  if (!ended) {
    return ended;
  }
  return run(database, "DELETE FROM digest WHERE robot = ? AND state = 'pending'", robot);
}

}  // namespace

Result<std::int64_t> expire_deliveries(Database& database, const std::string& robot, std::chrono::seconds max_age,
                                       const Moment& moment) {
  const Result<std::optional<std::int64_t>> robot_id = find_robot(database, robot);
  if (!robot_id) {
    return robot_id.error();
  }
  if (!robot_id->has_value()) {
    return 0;
  }
  const Result<TooOld> found = too_old(database, **robot_id, max_age, moment);
  if (!found) {
    return found.error();
  }
  if (found->in_digest) {
    if (const Result<void> given_up = give_up_digest(database, **robot_id); !given_up) {
      return given_up.error();
    }
  }
  for (const DeliveryId id : found->ids) {
    if (const Result<void> ended = end_delivery(database, id, delivery::State::expired, moment); !ended) {
      return ended.error();
    }
  }
  return static_cast<std::int64_t>(found->ids.size());
}

}  // namespace relay::storage
