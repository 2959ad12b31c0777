// SPDX-License-Identifier: MIT
#include "config/parse_sections.hpp"
#include "config/values.hpp"

namespace relay::config {

Result<std::string> parse_spool_path(std::string_view text) {
  if (text.empty() || text.ends_with('/')) {
    return fail(ErrorKind::malformed, "the path of a file is expected");
  }
  return std::string(text);
}

void parse_spool(const Section& top, SpoolConfig& spool, Report& report) {
  using std::chrono::hours;
  using std::chrono::seconds;
  constexpr hours kDay{24};
  const Section section(top.find("spool"), top.origin_of("spool"), kSpoolKeys, report);
  section.read("path", spool.path, parse_spool_path);
  section.read("max_age", spool.max_age, DurationBetween{.least = seconds{1}, .most = 30 * kDay});
  section.read("retention", spool.retention, DurationBetween{.least = seconds{60}, .most = 365 * kDay});
  section.read("dead_letters", spool.dead_letters, DurationBetween{.least = seconds{60}, .most = 365 * kDay});
  section.read("max_bytes", spool.max_bytes, SizeBetween{.least = 1ULL << 20U, .most = 1ULL << 40U});
  section.read("keep_payloads", spool.keep_payloads, DurationBetween{.least = seconds{0}, .most = 30 * kDay});
}

}  // namespace relay::config
