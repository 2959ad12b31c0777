// SPDX-License-Identifier: MIT
#include "app/systemd.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace relay::app {
namespace {

// sd_listen_fds(3), sd_notify(3), sd_watchdog_enabled(3): without its variable each of them does nothing.
bool is_spoken_to() {
  constexpr std::array kVariables{"LISTEN_FDS", "NOTIFY_SOCKET", "WATCHDOG_USEC"};
  return std::any_of(kVariables.begin(), kVariables.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
}

}  // namespace

Result<std::optional<Systemd>> systemd() {
  if (!is_spoken_to()) {
    return std::nullopt;
  }
  void* library = ::dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL);  // stays
  if (library == nullptr) {
    return fail(ErrorKind::unavailable, std::string("systemd speaks to this process, but ") + ::dlerror());
  }
  Systemd found{};
  find(library, "sd_listen_fds", found.listen_fds);
  find(library, "sd_notify", found.notify);
  find(library, "sd_watchdog_enabled", found.watchdog_enabled);
  if (found.listen_fds == nullptr || found.notify == nullptr || found.watchdog_enabled == nullptr) {
    return fail(ErrorKind::unavailable, "systemd speaks to this process, but libsystemd.so.0 lacks its functions");
  }
  return found;
}

}  // namespace relay::app
