// SPDX-License-Identifier: MIT
#include "relay/dingtalk/signer.hpp"

#include "relay/base/crypto.hpp"
#include "relay/base/url.hpp"

namespace relay::dingtalk {

Signature sign(const Secret& secret, WallTime now) {
  std::string timestamp = std::to_string(now.time_since_epoch().count());
  const auto digest = crypto::hmac_sha256(secret.expose(), timestamp + "\n" + secret.expose());
  return {std::move(timestamp), percent_encode(crypto::base64(digest))};
}

}  // namespace relay::dingtalk
