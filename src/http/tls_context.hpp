// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "relay/base/result.hpp"

namespace boost::asio::ssl {
class context;
}

namespace relay::http {

using TlsContext = std::unique_ptr<boost::asio::ssl::context>;

// TLS >= 1.2, no renegotiation. io with OpenSSL's words when a file cannot be used, or when the key is not the
// certificate's.
[[nodiscard]] Result<TlsContext> server_tls(const std::string& certificate_file, const std::string& key_file);

// Whether certificates lie there under the hashes of their subjects (openssl rehash), to be read one by one when they
// are asked for.
[[nodiscard]] bool holds_hashed_certificates(const std::string& directory);

// TLS >= 1.2, peers verified against `ca_file` (PEM), or the system's store when it is empty.
[[nodiscard]] Result<TlsContext> client_tls(const std::string& ca_file);

}  // namespace relay::http
