// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>

#include "support/temp_dir.hpp"

namespace relay::test {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;

// A certificate authority for one test: its own certificate and what it signs are PEM files in a directory.
class TestAuthority {
 public:
  struct Files {
    std::string certificate;
    std::string key;
  };
  struct Wish {
    std::string alternative_names;  // "DNS:localhost,IP:127.0.0.1"
    long valid_from{-3600};         // seconds from now
    long valid_until{3600};
  };

  explicit TestAuthority(TempDir& directory)
      : directory_(directory), key_(make_key()), certificate_(make("relay test authority", key_.get(), nullptr, {})) {
    file_ = write("ca.pem", [this](BIO* out) { PEM_write_bio_X509(out, certificate_.get()); });
  }

  [[nodiscard]] const std::string& file() const { return file_; }

  Files issue(const std::string& name, const Wish& wish) {
    const auto key = make_key();
    return store(name, key, make(name, key.get(), certificate_.get(), wish));
  }
  Files self_signed(const std::string& name, const Wish& wish) {
    const auto key = make_key();
    return store(name, key, make(name, key.get(), nullptr, wish));
  }

 private:
  static KeyPtr make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

  static void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  // Without an issuer it signs itself.
  CertificatePtr make(const std::string& name, EVP_PKEY* key, X509* issuer, const Wish& wish) {
    CertificatePtr certificate(X509_new(), X509_free);
    X509* raw = certificate.get();
    X509_set_version(raw, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), ++serial_);
    X509_gmtime_adj(X509_getm_notBefore(raw), wish.valid_from);
    X509_gmtime_adj(X509_getm_notAfter(raw), wish.valid_until);
    X509_set_pubkey(raw, key);
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(raw, X509_get_subject_name(issuer == nullptr ? raw : issuer));
    extend(raw, issuer == nullptr ? raw : issuer, NID_basic_constraints, issuer == nullptr ? "CA:TRUE" : "CA:FALSE");
    if (!wish.alternative_names.empty()) {
      extend(raw, issuer, NID_subject_alt_name, wish.alternative_names);
    }
    X509_sign(raw, issuer == nullptr ? key : key_.get(), EVP_sha256());
    return certificate;
  }

  Files store(const std::string& name, const KeyPtr& key, const CertificatePtr& certificate) {
    return Files{write(name + ".pem", [&](BIO* out) { PEM_write_bio_X509(out, certificate.get()); }),
                 write(name + ".key", [&](BIO* out) {
                   PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                 })};
  }

  template <class Writer>
  std::string write(const std::string& name, Writer writer) {
    auto path = directory_.file(name);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new_file(path.c_str(), "w"), BIO_free);
    writer(out.get());
    return path;
  }

  TempDir& directory_;
  long serial_{0};
  KeyPtr key_;
  CertificatePtr certificate_;
  std::string file_;
};

}  // namespace relay::test
