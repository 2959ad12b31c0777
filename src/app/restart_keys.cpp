// SPDX-License-Identifier: MIT
#include "app/restart_keys.hpp"

namespace relay::app {

std::vector<std::string> restart_keys(const config::Config& running, const config::Config& next) {
  std::vector<std::string> keys;
  const auto compare = [&keys](const char* key, const auto& left, const auto& right) {
    if (!(left == right)) {
      keys.emplace_back(key);
    }
  };
  compare("server.listen", running.server, next.server);
  compare("admin.listen", running.admin, next.admin);
  compare("spool.path", running.spool.path, next.spool.path);
  compare("spool.max_age", running.spool.max_age, next.spool.max_age);
  compare("spool.retention", running.spool.retention, next.spool.retention);
  compare("spool.dead_letters", running.spool.dead_letters, next.spool.dead_letters);
  compare("spool.max_bytes", running.spool.max_bytes, next.spool.max_bytes);
  compare("spool.keep_payloads", running.spool.keep_payloads, next.spool.keep_payloads);
  return keys;
}

}  // namespace relay::app
