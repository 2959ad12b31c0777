// SPDX-License-Identifier: MIT
#include "relay/storage/sqlite_spool.hpp"

#include <utility>

#include "storage/boot.hpp"
#include "storage/open_spool.hpp"

namespace relay::storage {

Result<OpenedSpool> SqliteSpool::open(boost::asio::any_io_executor executor, const ports::Clock& clock,
                                      SqliteSpoolOptions options) {
  return open_spool(std::move(executor), clock, options, Environment{read_boot_id()});
}

}  // namespace relay::storage
