// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/sentry/source.hpp"

namespace relay::sentry {

// How a request proved that it is genuine; part of the scope of its dedup key.
enum class Proof { signature, url_token, none /* the source allows it */ };

[[nodiscard]] std::string_view to_string(Proof proof);

// What a person should look at when a signature is wrong. Reveals nothing about the secret.
enum class SignatureProblem {
  missing,                // no Sentry-Hook-Signature header
  malformed,              // not 64 hex digits
  mismatch,               // well formed, wrong
  secret_needs_trimming,  // right for a configured secret without the white space around it
  other_source,           // right for another source's secret: the URL in Sentry names the wrong source
};

[[nodiscard]] std::string_view to_string(SignatureProblem problem);

// HMAC-SHA256 over the raw body, hex, keyed by the client secret's text
// (https://docs.sentry.io/organization/integrations/integration-platform/webhooks/#sentry-hook-signature).
// Tries every secret without an early exit; constant time in the digest.
[[nodiscard]] bool signature_matches(const Source& source, std::string_view signature, std::string_view body);

// The token in the path, in constant time.
[[nodiscard]] bool url_token_matches(const Source& source, std::string_view token);

// Costs an HMAC for every secret of every source: the caller limits body size and rate (rulings, "Intake").
[[nodiscard]] SignatureProblem diagnose(const std::vector<Source>& sources, const Source& addressed,
                                        std::string_view signature, std::string_view body);

// The cheap part of diagnose, for bodies that are too large: missing, malformed or mismatch.
[[nodiscard]] SignatureProblem diagnose_header(std::string_view signature);

}  // namespace relay::sentry
