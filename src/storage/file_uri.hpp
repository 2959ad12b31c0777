// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::storage {

// https://sqlite.org/uri.html of a file. A new one, and its log, get owner and mode of `mode_like`, an existing file; a
// process-wide umask would do it too, but not beside other threads.
[[nodiscard]] std::string file_uri(std::string_view path, std::string_view mode_like);

}  // namespace relay::storage
