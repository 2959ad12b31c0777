// SPDX-License-Identifier: MIT
#include "http/tls_context.hpp"

#include <boost/asio/ssl/context.hpp>
#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace relay::http {
namespace {

TEST(TlsContext, KnowsADirectoryOfHashedCertificates) {
  const test::TempDir directory;
  EXPECT_FALSE(holds_hashed_certificates(directory.file("missing")));
  for (const char* name : {"ca-certificates.crt", "README.0", "ABCDEF01.0", "abcdef01.r0", "abcdef012.0"}) {
    test::write_file(directory.file(name), "");
  }
  EXPECT_FALSE(holds_hashed_certificates(directory.path().string()));
  test::write_file(directory.file("abcdef01.0"), "");
  EXPECT_TRUE(holds_hashed_certificates(directory.path().string()));
}

TEST(TlsContext, TakesTheSystemsStoreAndRefusesAMissingFile) {
  EXPECT_TRUE(client_tls("").has_value());
  const auto refused = client_tls("/nowhere/ca.pem");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace relay::http
