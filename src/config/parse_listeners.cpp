// SPDX-License-Identifier: MIT
#include "config/parse_sections.hpp"
#include "config/values.hpp"

namespace relay::config {

void parse_listeners(const Section& top, Draft& draft, Report& report) {
  constexpr std::uint64_t kMiB = 1ULL << 20U;
  const Section server(top.find("server"), top.origin_of("server"), kServerKeys, report);
  server.read("listen", draft.config.server, parse_listen);
  // Sentry's own bodies reach 1 MiB and more: less would refuse genuine alerts.
  server.read("max_body", draft.config.max_body, SizeBetween{.least = 2 * kMiB, .most = 64 * kMiB});
  const Section admin(top.find("admin"), top.origin_of("admin"), kAdminKeys, report);
  admin.read("listen", draft.config.admin, parse_listen);
  draft.listen_origin = admin.find("listen") != nullptr ? admin.origin_of("listen") : server.origin_of("listen");
}

}  // namespace relay::config
