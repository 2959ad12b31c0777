// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relay/sentry/parser.hpp"

namespace relay::sentry {

using KeyParts = std::vector<std::string>;

// The key of one occurrence, readable: "event_alert|<event id>|<rule>". The first part of `ids` names the thing; when
// it is empty there is no such key, and the material is empty. Parts cannot imitate each other; a key over 200 bytes
// becomes its digest.
[[nodiscard]] DedupMaterial occurrence(std::string_view resource, const KeyParts& ids);

// For things that change: what makes one state of it differ from the last.
[[nodiscard]] DedupMaterial state_of(std::string_view resource, const KeyParts& ids, const KeyParts& state);

// For what has no name: the same bytes are the same thing.
[[nodiscard]] DedupMaterial same_body(std::string_view body);

// A part that stands for a long text.
[[nodiscard]] std::string digest_of(std::string_view text);

}  // namespace relay::sentry
