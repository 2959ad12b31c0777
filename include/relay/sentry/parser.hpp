// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/alert/alert.hpp"
#include "relay/sentry/source.hpp"

namespace relay::sentry {

struct DedupMaterial {
  std::string subject;
  std::string state;
};

struct Parsed {
  alert::Alert alert;
  DedupMaterial dedup;
  bool understood;  // false: a generic message about something this program does not know
  bool is_json;     // the body was a JSON object, whole
};

// An authentic body -> an alert, always: any field may be missing, null or of another type; a body that is not JSON,
// or of an unknown resource, becomes Kind::unrecognised with resource, size and first keys. Never throws.
// `resource` is the unsigned Sentry-Hook-Resource header, which only breaks ties; may be empty.
// `body` needs 64 readable bytes of capacity behind its end (ports::HttpRequest has them); it is not changed.
[[nodiscard]] Parsed parse(const std::string& body, std::string_view resource, const Source& source);

}  // namespace relay::sentry
