// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Pieces of YAML that the loader (and any other reader) reads back as the text that they were made of. Texts are valid
// UTF-8.
namespace relay::config {

// In double quotes, with whatever a reader could mistake escaped.
[[nodiscard]] std::string double_quoted(std::string_view text);

// As it stands where that is safe, else in double quotes.
[[nodiscard]] std::string scalar(std::string_view text);

// ["a", "b"]
[[nodiscard]] std::string flow_list(const std::vector<std::string>& texts);

// The value of a key, what comes behind "key: ": a text of several lines as a block of lines, each behind `indent`
// spaces, when it comes back unchanged from one, else double_quoted(). Without a line end at its end.
[[nodiscard]] std::string block_or_quoted(std::string_view text, std::size_t indent);

// Comment lines, each with its line end; a line end within a text begins another one.
[[nodiscard]] std::string comment(std::string_view text, std::size_t indent);

}  // namespace relay::config
