// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <optional>
#include <string>

#include "relay/ports/clock.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "storage/job_spool.hpp"
#include "storage/writer_thread.hpp"

namespace relay::storage {

// What the machine contributes; tests put other boots and faster writers here, the simulator its own thread.
struct Environment {
  std::optional<std::string> boot_id;  // empty: unknown, so every start counts as a new boot
  WriterSettings writer{};
  MakeRunner make_runner{run_on_a_thread};
};

// SqliteSpool::open with all of its surroundings.
[[nodiscard]] Result<OpenedSpool> open_spool(boost::asio::any_io_executor executor, const ports::Clock& clock,
                                             const SqliteSpoolOptions& options, Environment environment);

}  // namespace relay::storage
