// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Alerts whose text has this event id, short id (whatever the case) or issue number, the newest first, at most `most`.
// In steps, as the ids are in the texts only; `from` is 0, or where the step before says.
struct AlertMatch {
  std::vector<ports::AlertId> found;
  ports::AlertId next;  // where to go on; 0: that was all
};
[[nodiscard]] Result<AlertMatch> find_by_text(Database& database, const std::string& text, ports::AlertId from,
                                              std::size_t most);

// Everything that the spool knows of one alert; nothing when it does not (any more).
[[nodiscard]] Result<std::optional<ports::AlertStory>> read_story(Database& database, ports::AlertId id,
                                                                  const Moment& moment);

// Further alerts of the same issue, the newest first, at most `most`; in steps too.
[[nodiscard]] Result<AlertMatch> find_same_issue(Database& database, ports::AlertId id, ports::AlertId from,
                                                 std::size_t most);

// The id that was given last, and when the oldest alert came that is still here.
[[nodiscard]] Result<std::optional<ports::AlertId>> newest_alert(Database& database);
[[nodiscard]] Result<std::optional<WallTime>> oldest_alert(Database& database);

}  // namespace relay::storage
