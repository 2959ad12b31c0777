// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// What became of the message that `alert` went in. `issue`: its alert::issue_key.
[[nodiscard]] Result<ports::DigestStory> digest_story(Database& database, ports::DigestId digest, ports::AlertId alert,
                                                      const std::string& issue);

}  // namespace relay::storage
