// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "sentry/value.hpp"

namespace relay::sentry {

enum class ReadOutcome {
  complete,
  not_an_object,  // or not JSON, or cut
  not_clean,      // bytes that are not UTF-8, or raw control characters in a string: worth a repair
  not_padded,     // fewer than 64 readable bytes behind the body's end
};

// One walk over the body (simdjson, on demand). `nodes` becomes its tree; the root, of type missing unless complete,
// is the first. Bounded: 64 levels, 256 children of one value, 20 000 values; what lies beyond is left out. The large
// parts that no message shows (stack traces, breadcrumbs, request, …) are skipped: fields without a value.
[[nodiscard]] ReadOutcome read_json(const std::string& body, std::vector<Node>& nodes);

}  // namespace relay::sentry
