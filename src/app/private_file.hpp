// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "relay/base/result.hpp"

namespace relay::app {

enum class Existing { keep, replace };

// Creates the file with mode 0600, whole or not at all: written beside its place, fsynced, then put there. With
// Existing::keep a file that is there stays, and the result is refused.
[[nodiscard]] Result<void> write_private_file(const std::string& path, const std::string& text, Existing existing);

}  // namespace relay::app
