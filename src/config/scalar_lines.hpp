// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "config/node.hpp"

namespace relay::config {

// The lines of a document, without their line ends.
[[nodiscard]] std::vector<std::string_view> document_lines(std::string_view document);

// Where each line of a scalar's text begins in the file. Empty when the text does not stand there as it is: escapes,
// folded lines. `start` is the scalar's place: its first character, its quote, or its "|".
[[nodiscard]] std::vector<Place> scalar_lines(const std::vector<std::string_view>& document, const Place& start,
                                              std::string_view text);

}  // namespace relay::config
