// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace relay {

// Levenshtein: how many insertions, deletions and replacements of single bytes make one text of the other. Takes the
// product of both lengths; for names.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace relay
