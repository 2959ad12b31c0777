// SPDX-License-Identifier: MIT
#include "relay/sentry/authenticator.hpp"

#include <algorithm>

#include "relay/base/crypto.hpp"

namespace relay::sentry {
namespace {

// The digest's bytes, or nothing when the text is not 64 hex digits.
std::optional<std::string> digest_in(std::string_view signature) {
  constexpr std::size_t kHexDigits = 64;
  return signature.size() == kHexDigits ? crypto::from_hex(signature) : std::nullopt;
}

// An empty key would make everybody's signature right.
bool signs(std::string_view key, std::string_view digest, std::string_view body) {
  return !key.empty() && crypto::equal(crypto::bytes_of(crypto::hmac_sha256(key, body)), digest);
}

bool any_secret_signs(const Source& source, std::string_view digest, std::string_view body) {
  bool any = false;
  for (const Secret& secret : source.client_secrets) {
    const bool this_one = signs(secret.expose(), digest, body);
    any = any || this_one;
  }
  return any;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

bool trimmed_secret_signs(const Source& source, std::string_view digest, std::string_view body) {
  return std::any_of(source.client_secrets.begin(), source.client_secrets.end(), [&](const Secret& secret) {
    const std::string_view without_space = trimmed(secret.expose());
    return without_space.size() != secret.expose().size() && signs(without_space, digest, body);
  });
}

}  // namespace

std::string_view to_string(Proof proof) {
  switch (proof) {
    case Proof::signature:
      return "signature";
    case Proof::url_token:
      return "url_token";
    case Proof::none:
      return "none";
  }
  return {};
}

std::string_view to_string(SignatureProblem problem) {
  switch (problem) {
    case SignatureProblem::missing:
      return "missing";
    case SignatureProblem::malformed:
      return "malformed";
    case SignatureProblem::mismatch:
      return "mismatch";
    case SignatureProblem::secret_needs_trimming:
      return "secret_needs_trimming";
    case SignatureProblem::other_source:
      return "other_source";
  }
  return {};
}

bool signature_matches(const Source& source, std::string_view signature, std::string_view body) {
  const std::optional<std::string> digest = digest_in(signature);
  return digest.has_value() && any_secret_signs(source, *digest, body);
}

bool url_token_matches(const Source& source, std::string_view token) {
  return !source.url_token.empty() && crypto::equal(source.url_token.expose(), token);
}

SignatureProblem diagnose(const std::vector<Source>& sources, const Source& addressed, std::string_view signature,
                          std::string_view body) {
  const std::optional<std::string> digest = digest_in(signature);
  if (!digest.has_value()) {
    return diagnose_header(signature);
  }
  if (trimmed_secret_signs(addressed, *digest, body)) {
    return SignatureProblem::secret_needs_trimming;
  }
  const bool other = std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
    return source.name != addressed.name && any_secret_signs(source, *digest, body);
  });
  return other ? SignatureProblem::other_source : SignatureProblem::mismatch;
}

SignatureProblem diagnose_header(std::string_view signature) {
  if (signature.empty()) {
    return SignatureProblem::missing;
  }
  return digest_in(signature).has_value() ? SignatureProblem::mismatch : SignatureProblem::malformed;
}

}  // namespace relay::sentry
