// SPDX-License-Identifier: MIT
#include "relay/base/crypto.hpp"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <stdexcept>
#include <vector>

namespace relay::crypto {
namespace {

const unsigned char* as_unsigned(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

// Kept and used again: to look the algorithms up by name, as HMAC() does at every call, costs as much as a kilobyte.
MacContext hmac_context() {
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
  MacContext context(EVP_MAC_CTX_new(mac.get()));
  std::string digest = OSSL_DIGEST_NAME_SHA2_256;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                   OSSL_PARAM_construct_end()};
  if (context == nullptr || EVP_MAC_CTX_set_params(context.get(), parameters) != 1) {
    throw std::runtime_error("libcrypto: no HMAC-SHA256");
  }
  return context;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

Sha256Digest sha256(std::string_view data) {
  Sha256Digest digest{};
  if (EVP_Digest(data.data(), data.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("libcrypto: SHA-256 failed");
  }
  return digest;
}

Sha256Digest hmac_sha256(std::string_view key, std::string_view message) {
  thread_local const MacContext kContext = hmac_context();
  Sha256Digest digest{};
  std::size_t length = 0;
  // A null key pointer means "reuse the last key": an empty key needs an address.
  const std::string_view own_key = key.empty() ? "" : key;
  if (EVP_MAC_init(kContext.get(), as_unsigned(own_key), own_key.size(), nullptr) != 1 ||
      EVP_MAC_update(kContext.get(), as_unsigned(message), message.size()) != 1 ||
      EVP_MAC_final(kContext.get(), digest.data(), &length, digest.size()) != 1) {
    throw std::runtime_error("libcrypto: HMAC-SHA256 failed");
  }
  return digest;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0x0FU]);
  }
  return out;
}

std::string hex(const Sha256Digest& digest) { return hex(bytes_of(digest)); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) {
    return std::nullopt;
  }
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

std::string base64(const Sha256Digest& digest) {
  constexpr std::size_t kEncoded = 44;  // 4 * ceil(32 / 3)
  std::array<unsigned char, kEncoded + 1> out{};
  const int length = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(digest.size()));
  return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(length)};
}

bool equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> buffer(bytes);
  if (RAND_bytes(buffer.data(), static_cast<int>(buffer.size())) != 1) {
    throw std::runtime_error("libcrypto: no random bytes");
  }
  return hex({reinterpret_cast<const char*>(buffer.data()), buffer.size()});
}

}  // namespace relay::crypto
