// SPDX-License-Identifier: MIT
#include "relay/dingtalk/signer.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

const std::string kFirstSecret = "SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

WallTime at(std::int64_t milliseconds) { return WallTime(Milliseconds(milliseconds)); }

// Secrets made up by us; results computed with Python's hmac and checked with openssl.
TEST(Sign, GivesTheKnownResults) {
  struct Case {
    std::string secret;
    std::int64_t time;
    std::string sign;
  };
  const std::vector<Case> cases{
      {kFirstSecret, 1700000000000, "bTgY2yDbep%2BwesS7jKiNj%2BsrsHoADES4%2BC4f8LCHFtU%3D"},
      {"SECthisIsAMadeUpSecretForTests0000000000000000000000000000000000000", 1767225600000,
       "ErsIQmLiZn3pN2dQbAnLWiNwpOK9KYJVqPYpiKRtZro%3D"},
      {"SEC06c6b72aee9c27fde40e68e4d9746e6177a969086641f88a19df60d1d9602e2f", 1732363200126,
       "Qoz8hR%2BM8tZGdRb0vR%2B8FnvFN%2FQb%2FqlERj4LYuz88n8%3D"},
      {"SECshort", 1767225600000, "H8WMKE7fdOBKnXV0vOlRmalIpQV7R4kKt0WHLomytEM%3D"},
      {"this is secret", 1577262236757, "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.secret);
    const Signature signature = sign(Secret(c.secret), at(c.time));
    EXPECT_EQ(signature.timestamp, std::to_string(c.time));
    EXPECT_EQ(signature.sign, c.sign);
  }
}

TEST(Sign, GivesNoneOfTheWellKnownWrongResults) {
  struct Case {
    std::string mistake;
    std::string sign;
  };
  const std::vector<Case> cases{
      {"a backslash and an n", "zjcS4Uf2JF9rJVUw7CFZJNfBXOoGssw27WLlZR1veco%3D"},
      {"seconds", "iEkiU6%2BJqL9W0KhRcIEOjtBmIGV%2BLOK6Fbl81zDv%2Byc%3D"},
      {"Feishu's scheme", "U4%2FuMbQGkFXUPwlbrhkzTLlupB%2Blyfhw"},
      {"SEC stripped", "NLc3D4vYAAES3XKJaO%2FsOtlF8ZhOzRgf5RIz8%2BfEYcI%3D"},
      {"encoded twice", "bTgY2yDbep%252BwesS7"},
      {"not encoded", "bTgY2yDbep+wesS7jKiNj+srsHoADES4+C4f8LCHFtU="},
  };
  const std::string sign_parameter = sign(Secret(kFirstSecret), at(1700000000000)).sign;
  for (const Case& c : cases) {
    SCOPED_TRACE(c.mistake);
    EXPECT_NE(sign_parameter.substr(0, c.sign.size()), c.sign);
  }
}

}  // namespace
}  // namespace relay::dingtalk
