// SPDX-License-Identifier: MIT
#include "relay/base/crypto.hpp"

#include <gtest/gtest.h>

namespace relay::crypto {
namespace {

TEST(Sha256, MatchesFips180) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

struct Vector {
  std::string key;
  std::string message;
  std::string mac;
};

// RFC 4231, section 4 (case 5 is truncated to 128 bits there).
TEST(HmacSha256, MatchesRfc4231) {
  const std::string key25 = *from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819");
  const Vector vectors[] = {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {key25, std::string(50, '\xcd'), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {std::string(131, '\xaa'),
       "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
       "hashed before being used by the HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
  for (const Vector& v : vectors) {
    EXPECT_EQ(hex(hmac_sha256(v.key, v.message)), v.mac);
  }
  EXPECT_TRUE(hex(hmac_sha256(std::string(20, '\x0c'), "Test With Truncation"))
                  .starts_with("a3b6167473100ee06e0c796c2955552b"));
}

TEST(HmacSha256, TakesAnEmptyKeyAndMessage) {
  const std::string none = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
  EXPECT_EQ(hex(hmac_sha256("", "")), none);
  EXPECT_EQ(hex(hmac_sha256("some key", "x")).size(), 64U);
  EXPECT_EQ(hex(hmac_sha256({}, {})), none) << "an empty key is not the key of the last call";
}

// What DingTalk signs: key = secret, message = timestamp, line feed, secret. Made-up secrets.
TEST(HmacSha256, MatchesDingTalksSignatures) {
  struct Case {
    std::string secret;
    std::string timestamp;
    std::string mac;
    std::string base64;
  };
  const Case cases[] = {
      {"SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "1700000000000",
       "6d3818db20db7a9fb07ac4bb8ca88d8feb2bb07a000c44b8f82e1ff0b08716d5",
       "bTgY2yDbep+wesS7jKiNj+srsHoADES4+C4f8LCHFtU="},
      {"SECthisIsAMadeUpSecretForTests0000000000000000000000000000000000000", "1767225600000",
       "12bb084262e2667de93767506c09cb5a2370a4e2bd298255a8f62988a46d66ba",
       "ErsIQmLiZn3pN2dQbAnLWiNwpOK9KYJVqPYpiKRtZro="},
      {"SEC06c6b72aee9c27fde40e68e4d9746e6177a969086641f88a19df60d1d9602e2f", "1732363200126",
       "428cfc851f8cf2d6467516f4bd1fbc167bc537f41bfea944463e0b62ecfcf27f",
       "Qoz8hR+M8tZGdRb0vR+8FnvFN/Qb/qlERj4LYuz88n8="},
      {"SECshort", "1767225600000", "1fc58c284edf74e04a9d7574bce95199a948a5057b47890ab745872e89b2b443",
       "H8WMKE7fdOBKnXV0vOlRmalIpQV7R4kKt0WHLomytEM="},
      {"this is secret", "1577262236757", "8663d6c14fbb955766dd9673d2bf6d49fc742f8436ea358e66bf7e1ace846503",
       "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="},
  };
  for (const Case& c : cases) {
    const Sha256Digest mac = hmac_sha256(c.secret, c.timestamp + "\n" + c.secret);
    EXPECT_EQ(hex(mac), c.mac);
    EXPECT_EQ(base64(mac), c.base64);
  }
}

TEST(Base64, PadsThirtyTwoBytes) {
  EXPECT_EQ(base64(Sha256Digest{}), std::string(43, 'A') + "=");
  Sha256Digest ones{};
  ones.fill(0xFF);
  EXPECT_EQ(base64(ones), std::string(42, '/') + "8=");
}

TEST(Hex, GoesBothWays) {
  const std::string bytes("\x00\x01\x7F\x80\xFF", 5);
  EXPECT_EQ(hex(bytes), "00017f80ff");
  EXPECT_EQ(from_hex("00017f80ff"), bytes);
  EXPECT_EQ(from_hex("00017F80FF"), bytes);
  EXPECT_EQ(from_hex(""), "");
}

TEST(Hex, RefusesWhatIsNotHex) {
  for (const char* text : {"0", "abc", "0g", "g0", " 0", "0x", "-1", "00 ", "@@", "``"}) {
    EXPECT_FALSE(from_hex(text).has_value()) << text;
  }
}

TEST(Equal, ComparesBytes) {
  EXPECT_TRUE(equal("", ""));
  EXPECT_TRUE(equal("abc", "abc"));
  EXPECT_FALSE(equal("abc", "abd"));
  EXPECT_FALSE(equal("abc", "ab"));
  EXPECT_FALSE(equal("", "a"));
  EXPECT_TRUE(equal({"a\0b", 3}, {"a\0b", 3}));
  EXPECT_FALSE(equal({"a\0b", 3}, {"a\0c", 3}));
}

TEST(RandomHex, IsNewEveryTime) {
  const std::string first = random_hex(16);
  EXPECT_EQ(first.size(), 32U);
  EXPECT_TRUE(from_hex(first).has_value());
  EXPECT_NE(first, random_hex(16));
  EXPECT_EQ(random_hex(0), "");
}

}  // namespace
}  // namespace relay::crypto
