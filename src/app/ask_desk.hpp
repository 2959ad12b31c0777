// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "app/exit_code.hpp"
#include "app/http_probe.hpp"
#include "relay/base/result.hpp"
#include "relay/config/config.hpp"

namespace relay::app {

// Where the daemon of this spool listens for operators.
[[nodiscard]] std::string desk_socket(const config::Config& config);

// Asks the running daemon, or opens the spool when none runs and asks a desk of our own. `unavailable`: a process has
// the spool but does not answer within a few seconds; refused: it belongs to another user; not_found: there is none.
[[nodiscard]] Result<ProbeReply> ask_desk(const config::Config& config, const std::string& path,
                                          const std::string& body);

// For what ask_desk fails with, and the spool's other errors.
[[nodiscard]] ExitCode command_exit_code(ErrorKind kind);

}  // namespace relay::app
