// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "relay/base/time.hpp"

namespace relay::emulator {

// Ways in which the emulator misbehaves on purpose. What each proves: src/emulator/README.md.
enum class FaultKind : std::uint8_t {
  // The connection is reset after the head; nothing is processed.
  reset_on_connect,
  reset_mid_request,
  // The request is read and not processed: the group does not see it.
  hang_before,
  redirect_302,
  html_200,
  html_502,
  html_503,
  html_504,
  status_500_json,
  x5_blob,
  x5_blob_html,
  empty_200,
  json_array,
  json_null,
  errcode_missing,
  errcode_bool,
  errcode_huge,
  rate_limit,
  // Rows 22 to 24: refused after every other check was passed.
  content_refused,
  busy,
  system_error,
  // The request is processed; then the answer is withheld or damaged.
  hang_after,
  hang_after_nodedupe,
  reset_before_answer,
  close_no_answer,
  not_utf8,
  bom,
  string_errcode,
  float_errcode,
  slow_body,
  chunked,
  chunked_bad,
  chunked_truncated,
  content_length_short,
  content_length_long,
  no_length_close,
  gzip,
  big_body,
  continue_100,
  early_hints_103,
  keepalive_close,
};

// Whether a faulty request is processed: shown, counted, its msgUuid kept.
enum class FaultEffect : std::uint8_t { by_kind, processed, not_processed };

// A fault that waits for its requests. Only POST /robot/send is ever hit.
struct Fault {
  FaultKind kind;
  std::string robot{};                       // name; empty: every request, unknown tokens too
  std::size_t next{1};                       // so many hits, then it is gone; 0: until disarmed
  std::size_t every{1};                      // hits each n-th matching request
  std::chrono::seconds lasting{};            // from arming; 0: no end
  FaultEffect effect{FaultEffect::by_kind};  // cannot make a reset after the head processed
  Milliseconds per_byte{1'000};              // slow_body only
};

// "hang_after"; the admin API uses these.
[[nodiscard]] std::string_view name_of(FaultKind kind);
[[nodiscard]] std::optional<FaultKind> fault_kind(std::string_view name);

}  // namespace relay::emulator
