// SPDX-License-Identifier: MIT
#include "http/tls_context.hpp"

#include <boost/asio/ssl/context.hpp>
#include <cstdlib>
#include <filesystem>
#include <openssl/x509.h>
#include <system_error>

#include "http/async.hpp"

namespace relay::http {

namespace {

namespace ssl = asio::ssl;

// tls_server and tls_client alone allow TLS 1.0 (boost/asio/ssl/impl/context.ipp).
TlsContext make(ssl::context::method method) {
  auto context = std::make_unique<ssl::context>(method);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  return context;
}

bool is_hash_name(const std::string& name) {
  constexpr std::size_t kDigits = 8;
  return name.size() == kDigits + 2 && name.ends_with(".0") && name.find_first_not_of("0123456789abcdef") == kDigits;
}

// The bundle beside such a directory holds the same certificates, but costs a megabyte and some milliseconds at once.
void use_system_store(ssl::context& context, error_code& error) {
  const bool chosen = std::getenv(X509_get_default_cert_file_env()) != nullptr ||
                      std::getenv(X509_get_default_cert_dir_env()) != nullptr;
  const char* directory = X509_get_default_cert_dir();
  if (!chosen && holds_hashed_certificates(directory)) {
    context.add_verify_path(directory, error);
  } else {
    context.set_default_verify_paths(error);
  }
}

}  // namespace

bool holds_hashed_certificates(const std::string& directory) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (is_hash_name(entry->path().filename().string())) {
      return true;
    }
  }
  return false;
}

Result<TlsContext> server_tls(const std::string& certificate_file, const std::string& key_file) {
  auto context = make(ssl::context::tls_server);
  error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  if (error) {
    return fail(ErrorKind::io, "TLS certificate " + certificate_file + ": " + error.message());
  }
  context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) {
    return fail(ErrorKind::io, "TLS key " + key_file + ": " + error.message());
  }
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return fail(ErrorKind::io, "TLS key " + key_file + " does not belong to " + certificate_file);
  }
  return context;
}

Result<TlsContext> client_tls(const std::string& ca_file) {
  auto context = make(ssl::context::tls_client);
  error_code error;
  context->set_verify_mode(ssl::verify_peer, error);
  if (ca_file.empty()) {
    use_system_store(*context, error);
  } else {
    context->load_verify_file(ca_file, error);
  }
  if (error) {
    return fail(ErrorKind::io, "CA certificates " + ca_file + ": " + error.message());
  }
  return context;
}

}  // namespace relay::http
