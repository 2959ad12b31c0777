// SPDX-License-Identifier: MIT
#include "storage/migration.hpp"

#include <array>
#include <string>

#include "storage/schema.hpp"

namespace relay::storage {
namespace {

// The n-th leads from version n + 1 to the next. What has been released never changes.
constexpr std::array<const char*, 1> kSteps{
    // 2: a rule keeps an alert from single robots, so it belongs to the delivery
    R"sql(
ALTER TABLE delivery ADD COLUMN rule TEXT;
UPDATE delivery SET rule = (SELECT rule FROM alert WHERE alert.id = delivery.alert) WHERE state = 'suppressed';
ALTER TABLE alert DROP COLUMN rule;
)sql",
};
static_assert(kSteps.size() == kSchemaVersion - 1);

}  // namespace

Result<void> migrate(Database& database, std::int64_t version) {
  if (version < 1 || version > kSchemaVersion) {
    return fail(ErrorKind::refused, "the spool has schema " + std::to_string(version) + ", which never was");
  }
  for (auto step = static_cast<std::size_t>(version) - 1; step < kSteps.size(); ++step) {
    if (Result<void> done = database.execute(kSteps.at(step)); !done) {
      return done;
    }
  }
  return database.execute("PRAGMA user_version = " + std::to_string(kSchemaVersion));
}

}  // namespace relay::storage
