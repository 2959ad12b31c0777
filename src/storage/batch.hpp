// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "relay/base/result.hpp"
#include "storage/database.hpp"
#include "storage/job.hpp"

namespace relay::storage {

// Runs all jobs in one transaction. A job that fails before it changed anything fails alone; one that fails half-way
// makes the batch start over with a transaction for each job, so that its neighbours do not suffer. That is rare, and
// SQLite may undo a whole transaction by itself on a full disk, so savepoints would cost every job and not suffice.
// Every job has its outcome afterwards. An error from here is always `io`: this database must not be used any more.
//
// `make_room`: asked when a write found no room; a transaction that it helped is tried once more.
using MakeRoom = std::function<bool(Full)>;
[[nodiscard]] Result<void> run_batch(Database& database, const Jobs& jobs, const MakeRoom& make_room = {});

}  // namespace relay::storage
