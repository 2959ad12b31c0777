// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "relay/base/result.hpp"
#include "storage/database.hpp"

namespace relay::storage {

// Single facts about the spool as a whole: uid, boot_id, boot_number, boot_began, ledger_lost.
[[nodiscard]] Result<void> set_meta(Database& database, std::string_view key, std::string_view value);
[[nodiscard]] Result<void> set_meta(Database& database, std::string_view key, std::int64_t value);

[[nodiscard]] Result<std::optional<std::string>> meta_text(Database& database, std::string_view key);
[[nodiscard]] Result<std::optional<std::int64_t>> meta_integer(Database& database, std::string_view key);

}  // namespace relay::storage
