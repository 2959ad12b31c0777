// SPDX-License-Identifier: MIT
#include "storage/open_file.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "storage/query.hpp"

namespace relay::storage {
namespace {

namespace fs = std::filesystem;

// EXCLUSIVE before the first look into a file with a log: then it needs no -shm file.
constexpr const char* kReadOnly =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0;"
    " PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
    " PRAGMA query_only = ON";

Result<void> look_inside(Database& database, const std::string& path) {
  if (Result<void> set = database.execute(kReadOnly); !set) {
    return set;
  }
  const Result<std::int64_t> tables =
      read_integer(database, "SELECT count(*) FROM sqlite_schema WHERE name IN ('alert', 'alert_text', 'delivery')");
  if (!tables && database.damaged()) {
    return fail(ErrorKind::malformed, path + " is no spool of this program, or damaged from its first page on");
  }
  if (!tables && tables.error().kind == ErrorKind::unavailable) {
    return fail(ErrorKind::unavailable, path + " is in use: `spool snapshot` copies the spool of a running relay");
  }
  if (!tables) {
    return tables.error();
  }
  if (*tables != 3) {
    return fail(ErrorKind::malformed, path + " is no spool of this program");
  }
  return boost::system::in_place_value;
}

}  // namespace

OpenFile::~OpenFile() {
  if (database_ == nullptr) {
    return;
  }
  database_.reset();
  std::error_code error;
  if (!made_log_.empty() && fs::file_size(made_log_, error) == 0 && !error) {
    fs::remove(made_log_, error);
  }
}

Result<OpenFile> OpenFile::open(const std::string& path, Purpose purpose) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) {
    return fail(ErrorKind::not_found, "there is no file " + path);
  }
  const std::string log = path + "-wal";
  const bool had_log = fs::exists(log, ignored);
  Result<std::unique_ptr<Database>> database = Database::open(path, path);
  if (!database) {
    return database.error();
  }
  OpenFile file(std::move(*database), had_log ? std::string{} : log);
  if (purpose == Purpose::salvage) {
    (*file).accept_truncated();
  }
  if (const Result<void> looked = look_inside(*file, path); !looked) {
    return looked.error();
  }
  return file;
}

}  // namespace relay::storage
