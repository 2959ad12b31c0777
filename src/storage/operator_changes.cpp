// SPDX-License-Identifier: MIT
#include "storage/operator_changes.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "storage/counters.hpp"
#include "storage/delivery_change.hpp"
#include "storage/delivery_pick.hpp"
#include "storage/ids.hpp"
#include "storage/query.hpp"
#include "storage/rank.hpp"

namespace relay::storage {
namespace {

using delivery::State;
using ports::Changed;
using ports::DeliveryFilter;
using ports::DeliveryId;

void count(Changed& changed, const std::string& robot, std::int64_t deliveries) {
  auto& robots = changed.robots;
  const auto place = std::lower_bound(robots.begin(), robots.end(), robot,
                                      [](const ports::RobotCount& one, const auto& name) { return one.robot < name; });
  if (place != robots.end() && place->robot == robot) {
    place->deliveries += deliveries;
  } else {
    robots.insert(place, {robot, deliveries});
  }
}

Result<void> note(Database& database, DeliveryId delivery, std::string_view what, WallTime now) {
  return run(database, "INSERT INTO operation(delivery, done_wall, what) VALUES(?, ?, ?)", delivery, now, what);
}

Result<Rank> rank_for(Database& database, ports::AlertId alert) {
  Query query(database, "SELECT level, novelty FROM alert WHERE id = ?", alert);
  const Result<bool> row = query.next();
  if (!row) {
    return row.error();
  }
  const auto novelty = query.integer(1) != 0 ? delivery::Novelty::first : delivery::Novelty::known;
  return rank_of(alert::level_from(query.text(0)), novelty);
}

// What was tried stays with it, in words only: it begins anew.
Result<DeliveryId> renew(Database& database, const Picked& old, Rank rank, WallTime now) {
  const Result<DeliveryId> renewed = next_delivery_id(database);
  if (!renewed) {
    return renewed;
  }
  const Result<void> made = run(database,
                                "INSERT INTO delivery(id, alert, robot, state, due, attempts, rank, redriven_wall)"
                                " SELECT ?5, alert, robot, ?1, 0, attempts, ?2, ?3 FROM delivery WHERE id = ?4",
                                delivery::to_string(State::pending), rank, now, old.id, *renewed);
  if (!made) {
    return made.error();
  }
  for (const std::string_view move : {"UPDATE attempt SET delivery = ?1 WHERE delivery = ?2",
                                      "UPDATE operation SET delivery = ?1 WHERE delivery = ?2"}) {
    if (const Result<void> moved = run(database, move, *renewed, old.id); !moved) {
      return moved.error();
    }
  }
  if (const Result<void> gone = run(database, "DELETE FROM delivery WHERE id = ?", old.id); !gone) {
    return gone.error();
  }
  return renewed;
}

Result<void> redrive(Database& database, const Picked& one, WallTime now) {
  const Result<Rank> rank = rank_for(database, one.alert);
  if (!rank) {
    return rank.error();
  }
  const Result<DeliveryId> renewed = renew(database, one, *rank, now);
  if (!renewed) {
    return renewed.error();
  }
  if (Result<void> noted = note(database, *renewed, "redrive", now); !noted) {
    return noted;
  }
  if (Result<void> waits = run(database, "UPDATE alert SET finished_wall = NULL WHERE id = ?", one.alert); !waits) {
    return waits;
  }
  return count_move(database, one.state, State::pending, 1);
}

// Whether a request with it may be under way.
Result<bool> is_being_sent(Database& database, const Picked& one) {
  const Result<std::int64_t> sent = read_integer(
      database,
      "SELECT EXISTS(SELECT 1 FROM attempt WHERE delivery = ?1 AND ended IS NULL) OR EXISTS(SELECT 1 FROM delivery d"
      " JOIN digest g ON g.robot = d.robot AND g.settled_wall IS NULL AND g.last >= d.id WHERE d.id = ?1 AND d.rank > 0"
      " AND d.due IS NOT NULL) OR EXISTS(SELECT 1 FROM delivery WHERE id = ?1 AND rank = ?2 AND due IS NOT NULL)",
      one.id, Rank::bound);
  if (!sent) {
    return sent.error();
  }
  return *sent != 0;
}

// What is bound to another delivery (rank.hpp) ends with it, perhaps since it was picked.
Result<bool> has_changed(Database& database, const Picked& one) {
  const Result<std::int64_t> same =
      read_integer(database, "SELECT EXISTS(SELECT 1 FROM delivery WHERE id = ? AND state = ?)", one.id,
                   delivery::to_string(one.state));
  if (!same) {
    return same.error();
  }
  return *same == 0;
}

Result<void> discard(Database& database, const Picked& one, const Moment& moment) {
  if (Result<void> noted = note(database, one.id, "discard", moment.wall); !noted) {
    return noted;
  }
  if (one.state == State::pending) {
    return end_delivery(database, one.id, State::discarded, moment);
  }
  const Result<void> changed = run(database, "UPDATE delivery SET state = ?, ended_wall = ? WHERE id = ?",
                                   delivery::to_string(State::discarded), moment.wall, one.id);
  if (!changed) {
    return changed;
  }
  if (Result<void> finished = finish_alert(database, one.alert, moment.wall); !finished) {
    return finished;
  }
  return count_move(database, one.state, State::discarded, 1);
}

}  // namespace

void add_to(Changed& sum, const Changed& more) {
  for (const ports::RobotCount& one : more.robots) {
    count(sum, one.robot, one.deliveries);
  }
  sum.under_way += more.under_way;
}

Result<ChangeStep> redrive_some(Database& database, const DeliveryFilter& filter, DeliveryId from,
                                const Moment& moment) {
  DeliveryFilter wanted = filter;
  wanted.state = filter.state.value_or(State::dead);
  const Result<Pick> pick = pick_deliveries(database, wanted, PickOrder::oldest_first, from, kChangeStep);
  if (!pick) {
    return pick.error();
  }
  ChangeStep step{{}, pick->next};
  for (const Picked& one : pick->found) {
    if (const Result<void> done = redrive(database, one, moment.wall); !done) {
      return done.error();
    }
    count(step.changed, one.robot, 1);
  }
  return step;
}

Result<ChangeStep> discard_some(Database& database, const DeliveryFilter& filter, DeliveryId from,
                                const Moment& moment) {
  const Result<Pick> pick = pick_deliveries(database, filter, PickOrder::oldest_first, from, kChangeStep);
  if (!pick) {
    return pick.error();
  }
  ChangeStep step{{}, pick->next};
  for (const Picked& one : pick->found) {
    if (one.state != State::pending && one.state != State::dead) {
      continue;
    }
    const Result<bool> changed = has_changed(database, one);
    if (!changed) {
      return changed.error();
    }
    if (*changed) {
      continue;
    }
    const Result<bool> sent = is_being_sent(database, one);
    if (!sent) {
      return sent.error();
    }
    if (*sent) {
      ++step.changed.under_way;
      continue;
    }
    if (const Result<void> done = discard(database, one, moment); !done) {
      return done.error();
    }
    count(step.changed, one.robot, 1);
  }
  return step;
}

}  // namespace relay::storage
