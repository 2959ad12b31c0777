// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "app/systemd.hpp"
#include "relay/base/result.hpp"

namespace relay::app {

// The listening socket that systemd passed to this process (sd_listen_fds(3)); empty when there is none. More than one
// is an error: nobody would ever accept on the others. Asks once: the environment is cleaned for children.
[[nodiscard]] Result<std::optional<int>> passed_socket(const std::optional<Systemd>& systemd);

}  // namespace relay::app
