// SPDX-License-Identifier: MIT
#include "storage/file_uri.hpp"

#include <cctype>

#include "relay/base/crypto.hpp"

namespace relay::storage {
namespace {

// Everything that could mean something is percent-encoded.
std::string escaped(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("/-._").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : "%" + crypto::hex(std::string_view(&c, 1));
  }
  return out;
}

}  // namespace

std::string file_uri(std::string_view path, std::string_view mode_like) {
  return "file:" + escaped(path) + "?modeof=" + escaped(mode_like);
}

}  // namespace relay::storage
