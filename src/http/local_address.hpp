// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/un.h>

#include "relay/base/result.hpp"

namespace relay::http {

// The address of a Unix socket. A path that is too long for it (107 bytes) goes through its directory's descriptor,
// which is open as long as this lives.
class LocalAddress {
 public:
  // invalid_argument: even the file's name is too long; io: there is no such directory.
  [[nodiscard]] static Result<LocalAddress> of(const std::string& path);
  ~LocalAddress();
  LocalAddress(LocalAddress&& other) noexcept;
  LocalAddress& operator=(LocalAddress&&) = delete;

  [[nodiscard]] const sockaddr_un& get() const { return address_; }

 private:
  LocalAddress(const std::string& text, int directory);

  sockaddr_un address_{};
  int directory_;  // -1: none
};

}  // namespace relay::http
