// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay {

// For comparing without regard to case: Unicode's simple case folding (CaseFolding.txt, statuses C and S) of Latin,
// Greek, Cyrillic, Armenian and full-width letters and of enclosed and Roman numerals' letters; everything else stays.
// One character becomes one, so "ß" is not "ss", and the locale changes nothing. `text` is valid UTF-8.
[[nodiscard]] std::string fold_case(std::string_view text);

// A-Z become a-z, every other byte stays: names of headers, schemes and hosts (RFC 9110, RFC 3986).
[[nodiscard]] std::string lower_ascii(std::string_view text);

}  // namespace relay
