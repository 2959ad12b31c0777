// SPDX-License-Identifier: MIT
#include "relay/storage/spool_files.hpp"
#include "storage/accounting.hpp"
#include "storage/open_file.hpp"
#include "storage/query.hpp"
#include "storage/schema.hpp"

namespace relay::storage {
namespace {

// The rows of a PRAGMA that tells problems, "ok" excepted. An error is one too.
void add_problems(Database& database, const std::string& pragma, std::vector<std::string>& problems) {
  Query query(database, pragma);
  for (;;) {
    const Result<bool> row = query.next();
    if (!row) {
      problems.push_back(row.error().detail);
      return;
    }
    if (!*row) {
      return;
    }
    if (query.text(0) != "ok") {
      problems.push_back(query.text(0));
    }
  }
}

std::int64_t count_of(Database& database, const std::string& table) {
  const Result<std::int64_t> count = read_integer(database, "SELECT count(*) FROM " + table);
  return count ? *count : 0;
}

// A file of an earlier version has no counters to compare with.
void add_audit(Database& database, std::vector<std::string>& problems) {
  const Result<std::int64_t> version = read_integer(database, "PRAGMA user_version");
  if (!version || *version != kSchemaVersion) {
    return;
  }
  const Result<ports::Audit> audited = audit(database);
  if (!audited) {
    problems.push_back(audited.error().detail);
    return;
  }
  problems.insert(problems.end(), audited->faults.begin(), audited->faults.end());
}

}  // namespace

Result<FileCheck> check_file(const std::string& path) {
  const Result<OpenFile> file = OpenFile::open(path, OpenFile::Purpose::check);
  if (!file) {
    return file.error();
  }
  Database& database = **file;
  FileCheck check;
  add_problems(database, "PRAGMA integrity_check(100)", check.problems);
  add_problems(database, "PRAGMA foreign_key_check", check.problems);
  add_audit(database, check.problems);
  check.alerts = count_of(database, "alert");
  check.deliveries = count_of(database, "delivery");
  return check;
}

}  // namespace relay::storage
