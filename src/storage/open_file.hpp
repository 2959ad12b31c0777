// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// A spool's file that no relay has open, to be read: nothing is written to it or its log, and nothing is left beside
// it.
class OpenFile {
 public:
  // salvage: takes a truncated file too, whose first page has to be whole.
  enum class Purpose { check, salvage };
  // Errors as check_file in relay/storage/spool_files.hpp.
  [[nodiscard]] static Result<OpenFile> open(const std::string& path, Purpose purpose);
  ~OpenFile();
  OpenFile(OpenFile&&) noexcept = default;
  OpenFile& operator=(OpenFile&&) = delete;

  [[nodiscard]] Database& operator*() const { return *database_; }

 private:
  OpenFile(std::unique_ptr<Database> database, std::string made_log)
      : database_(std::move(database)), made_log_(std::move(made_log)) {}

  std::unique_ptr<Database> database_;
  std::string made_log_;  // the empty log that SQLite makes beside a file without one; empty: there was one
};

}  // namespace relay::storage
