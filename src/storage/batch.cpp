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
    if (database.changes() != before || !database.in_transaction()) {
      return Progress::fell_apart;
    }
  }
  return Progress::ran;
}

Result<void> run_each_alone(Database& database, const Jobs& jobs) {
  for (const auto& job : jobs) {
    const Result<void> done = transact(database, [&](Database& inside) { return job->run(inside); });
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

Result<void> run_together(Database& database, const Jobs& jobs) {
  if (Result<void> begun = database.begin(); !begun) {
    return begun;
  }
  const Result<Progress> inside = run_inside(database, jobs);
  if (!inside) {
    return inside.error();
  }
  if (*inside == Progress::fell_apart) {
    database.rollback();
    return run_each_alone(database, jobs);
  }
  return database.commit();
}

}  // namespace

Result<void> run_batch(Database& database, const Jobs& jobs) {
  const Result<void> done = run_together(database, jobs);
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
