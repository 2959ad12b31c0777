// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Thin, typed calls into libcrypto.
namespace relay::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256Digest sha256(std::string_view data);

// RFC 2104 with SHA-256; a key longer than 64 bytes is hashed first.
[[nodiscard]] Sha256Digest hmac_sha256(std::string_view key, std::string_view message);

// Lower-case hex, two characters a byte.
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string hex(const Sha256Digest& digest);

// Either case; nothing for an odd length or a character that is not hex.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

// RFC 4648, section 4, with padding.
[[nodiscard]] std::string base64(const Sha256Digest& digest);

// Takes the same time whatever differs; false at once when the lengths differ.
[[nodiscard]] bool equal(std::string_view left, std::string_view right);

// `bytes` bytes from the system's generator, as hex.
[[nodiscard]] std::string random_hex(std::size_t bytes);

[[nodiscard]] inline std::string_view bytes_of(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace relay::crypto
