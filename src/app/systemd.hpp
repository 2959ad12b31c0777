// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <systemd/sd-daemon.h>

#include "relay/base/result.hpp"

namespace relay::app {

// What we use of libsystemd (sd-daemon(3)).
struct Systemd {
  decltype(&::sd_listen_fds) listen_fds;
  decltype(&::sd_notify) notify;
  decltype(&::sd_watchdog_enabled) watchdog_enabled;
};

// Loaded where the environment says that a service manager speaks this protocol, empty elsewhere: the library and the
// six that it brings along (compression, libgcrypt) are 1 MiB that a relay in a container or by hand has no use for.
// `unavailable` when it is wanted and cannot be loaded (Debian's package is libsystemd0).
[[nodiscard]] Result<std::optional<Systemd>> systemd();

}  // namespace relay::app
