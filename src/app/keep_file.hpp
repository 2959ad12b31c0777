// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"

namespace relay::app {

enum class Replace { no, yes };

// Moves a private file to where a person wants it, on whatever file system; it is on disk when this returns, with mode
// 0600 and owned by the caller. refused: there is a file already, and it was not to be replaced. What cannot be moved
// is gone.
[[nodiscard]] Result<void> keep_file(const std::string& from, const std::string& to, Replace replace);

}  // namespace relay::app
