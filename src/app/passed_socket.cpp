// SPDX-License-Identifier: MIT
#include "app/passed_socket.hpp"

#include <cstring>
#include <string>

namespace relay::app {

Result<std::optional<int>> passed_socket(const std::optional<Systemd>& systemd) {
  const int count = systemd.has_value() ? systemd->listen_fds(1) : 0;
  if (count < 0) {
    return fail(ErrorKind::invalid_argument, std::string("LISTEN_FDS: ") + std::strerror(-count));
  }
  if (count > 1) {
    return fail(ErrorKind::invalid_argument,
                std::to_string(count) + " sockets were passed, one is expected: the socket unit has one ListenStream=");
  }
  return count == 0 ? std::nullopt : std::optional<int>(SD_LISTEN_FDS_START);
}

}  // namespace relay::app
