// SPDX-License-Identifier: MIT
#include "http/tls_context.hpp"

#include <boost/asio/ssl/context.hpp>

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

}  // namespace

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
    context->set_default_verify_paths(error);
  } else {
    context->load_verify_file(ca_file, error);
  }
  if (error) {
    return fail(ErrorKind::io, "CA certificates " + ca_file + ": " + error.message());
  }
  return context;
}

}  // namespace relay::http
