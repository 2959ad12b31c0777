// SPDX-License-Identifier: MIT
#pragma once

namespace relay::app {

// sysexits.h, as far as this program uses it. systemd does not restart after usage and config.
enum class ExitCode : int {
  ok = 0,
  failure = 1,  // the command did its work, and the answer is no
  usage = 64,
  data = 65,  // the input given to a command cannot be used
  no_input = 66,
  unavailable = 69,  // a port is taken, a peer does not answer
  software = 70,
  cannot_create = 73,
  io = 74,
  temporary = 75,      // another process has the spool
  no_permission = 77,  // the spool belongs to another user
  config = 78,
};

[[nodiscard]] constexpr int to_int(ExitCode code) { return static_cast<int>(code); }

}  // namespace relay::app
