// SPDX-License-Identifier: MIT
#include "storage/batch.hpp"

namespace relay::storage {
namespace {

enum class Progress { ran, fell_apart };

void fail_all(const Jobs& jobs, const Error& error) {
  for (const auto& job : jobs) {
    job->fail(error);
  }
}

Result<Progress> run_inside(Database& database, const Jobs& jobs) {
  for (const auto& job : jobs) {
    const std::int64_t before = database.changes();
    const Result<void> done = job->run(database);
    if (done) {
      continue;
    }
    if (done.error().kind == ErrorKind::io) {
      return done.error();
    }
    if (database.changes() != before || !database.in_transaction() || database.full() != Full::no) {
      return Progress::fell_apart;
    }
  }
  return Progress::ran;
}

// True when a transaction found no room, and some could be made.
bool may_try_again(Database& database, const MakeRoom& make_room) {
  const Full full = database.take_full();
  return full != Full::no && make_room && make_room(full);
}

Result<void> run_alone(Database& database, Job& job, const MakeRoom& make_room) {
  const auto work = [&job](Database& inside) { return job.run(inside); };
  Result<void> done = transact(database, work);
  if (!done && may_try_again(database, make_room)) {
    done = transact(database, work);
  }
  return done;
}

Result<void> run_each_alone(Database& database, const Jobs& jobs, const MakeRoom& make_room) {
  for (const auto& job : jobs) {
    const Result<void> done = run_alone(database, *job, make_room);
    if (done) {
      continue;
    }
    if (done.error().kind == ErrorKind::io) {
      return done;
    }
    job->fail(done.error());
  }
  return boost::system::in_place_value;
}

Result<void> run_together(Database& database, const Jobs& jobs, const MakeRoom& make_room) {
  if (Result<void> begun = database.begin(); !begun) {
    return begun;
  }
  const Result<Progress> inside = run_inside(database, jobs);
  if (!inside) {
    return inside.error();
  }
  if (*inside == Progress::fell_apart) {
    database.rollback();
    return run_each_alone(database, jobs, make_room);
  }
  return database.commit();
}

}  // namespace

Result<void> run_batch(Database& database, const Jobs& jobs, const MakeRoom& make_room) {
  database.take_full();
  Result<void> done = run_together(database, jobs, make_room);
  if (!done && done.error().kind != ErrorKind::io) {
    database.rollback();
    if (may_try_again(database, make_room)) {
      done = run_together(database, jobs, make_room);
    }
  }
  if (done) {
    return done;
  }
  database.rollback();
  fail_all(jobs, done.error());
  if (done.error().kind == ErrorKind::io) {
    return done;
  }
  return boost::system::in_place_value;
}

}  // namespace relay::storage
