// SPDX-License-Identifier: MIT
#include "relay/sentry/authenticator.hpp"

#include <gtest/gtest.h>

#include "relay/base/crypto.hpp"

namespace relay::sentry {
namespace {

Source source_with(std::vector<std::string> secrets, std::string name = "main") {
  Source source;
  source.name = std::move(name);
  for (std::string& secret : secrets) {
    source.client_secrets.emplace_back(std::move(secret));
  }
  return source;
}

std::string sign(std::string_view secret, std::string_view body) {
  return crypto::hex(crypto::hmac_sha256(secret, body));
}

struct Vector {
  const char* body;
  const char* digest;
};

// HMAC-SHA256 with the key 8f4b1c2d3e, computed with another implementation.
constexpr Vector kVectors[] = {
    {R"({"action":"created","data":{"t":"\u4e2d\u6587"}})",
     "ca1596e5c40018814453255f227a64f266f81750805375db8619919c0429ce1f"},
    {R"({"action":"created","data":{"t":"中文"}})", "8982b11c24a6ee113ef515b2ce9788291a4b340898be4d1bd2fd5b18ce19f8ed"},
    {"", "92ad07461ed1cb8444201b8145107f742bc2e5ed6c4bd85d1e9e93dcf71da1ae"},
};

TEST(Authenticator, AcceptsTheVectors) {
  const Source source = source_with({"8f4b1c2d3e"});
  for (const Vector& vector : kVectors) {
    SCOPED_TRACE(vector.body);
    EXPECT_TRUE(signature_matches(source, vector.digest, vector.body));
    EXPECT_FALSE(signature_matches(source, vector.digest, std::string(vector.body) + " "));
  }
}

TEST(Authenticator, AcceptsUpperCaseHex) {
  EXPECT_TRUE(signature_matches(source_with({"8f4b1c2d3e"}),
                                "92AD07461ED1CB8444201B8145107F742BC2E5ED6C4BD85D1E9E93DCF71DA1AE", ""));
}

TEST(Authenticator, AcceptsEitherSecretDuringARotation) {
  const Source source = source_with({"old", "new"});
  EXPECT_TRUE(signature_matches(source, sign("old", "body"), "body"));
  EXPECT_TRUE(signature_matches(source, sign("new", "body"), "body"));
  EXPECT_FALSE(signature_matches(source, sign("other", "body"), "body"));
}

TEST(Authenticator, RefusesWhatIsNoDigest) {
  const Source source = source_with({"8f4b1c2d3e"});
  const std::string good = kVectors[2].digest;
  for (const std::string& signature : {std::string{}, good.substr(1), good + "0", "sha256=" + good,
                                       " " + good.substr(1), good.substr(0, 63) + "g", std::string(64, '\0')}) {
    SCOPED_TRACE(signature);
    EXPECT_FALSE(signature_matches(source, signature, ""));
  }
}

TEST(Authenticator, RefusesEverythingWithoutASecret) {
  EXPECT_FALSE(signature_matches(source_with({}), sign("", "body"), "body"));
  EXPECT_FALSE(signature_matches(source_with({""}), sign("", "body"), "body"));
}

TEST(Authenticator, ComparesUrlTokens) {
  Source source;
  EXPECT_FALSE(url_token_matches(source, ""));
  source.url_token = Secret("a-token-of-twenty-characters");
  EXPECT_TRUE(url_token_matches(source, "a-token-of-twenty-characters"));
  EXPECT_FALSE(url_token_matches(source, "a-token-of-twenty-character"));
  EXPECT_FALSE(url_token_matches(source, "A-token-of-twenty-characters"));
  EXPECT_FALSE(url_token_matches(source, ""));
}

TEST(Authenticator, SaysWhatIsOff) {
  const Source addressed = source_with({" padded\n", "plain"}, "main");
  const Source other = source_with({"elsewhere"}, "other");
  const std::vector<Source> sources{addressed, other};
  struct Case {
    std::string signature;
    SignatureProblem problem;
  };
  const Case cases[] = {
      {"", SignatureProblem::missing},
      {"abc", SignatureProblem::malformed},
      {std::string(64, 'x'), SignatureProblem::malformed},
      {sign("nobody", "body"), SignatureProblem::mismatch},
      {sign("padded", "body"), SignatureProblem::secret_needs_trimming},
      {sign("elsewhere", "body"), SignatureProblem::other_source},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(to_string(c.problem));
    EXPECT_EQ(diagnose(sources, addressed, c.signature, "body"), c.problem);
  }
}

TEST(Authenticator, ABlankSecretIsNoHint) {
  const Source blank = source_with({"  \n"});
  EXPECT_EQ(diagnose({blank}, blank, sign("", "body"), "body"), SignatureProblem::mismatch);
}

TEST(Authenticator, DiagnosesTheHeaderAlone) {
  EXPECT_EQ(diagnose_header(""), SignatureProblem::missing);
  EXPECT_EQ(diagnose_header("abc"), SignatureProblem::malformed);
  EXPECT_EQ(diagnose_header(std::string(64, 'a')), SignatureProblem::mismatch);
}

TEST(Authenticator, NamesProofsAndProblems) {
  EXPECT_EQ(to_string(Proof::signature), "signature");
  EXPECT_EQ(to_string(Proof::url_token), "url_token");
  EXPECT_EQ(to_string(Proof::none), "none");
  EXPECT_EQ(to_string(SignatureProblem::missing), "missing");
  EXPECT_EQ(to_string(SignatureProblem::malformed), "malformed");
  EXPECT_EQ(to_string(SignatureProblem::mismatch), "mismatch");
  EXPECT_EQ(to_string(SignatureProblem::secret_needs_trimming), "secret_needs_trimming");
  EXPECT_EQ(to_string(SignatureProblem::other_source), "other_source");
}

}  // namespace
}  // namespace relay::sentry
