// SPDX-License-Identifier: MIT
#include "http/body_decoder.hpp"

#include <gtest/gtest.h>

namespace relay::http {
namespace {

struct Decoded {
  std::string body;
  std::size_t used;
  bool done;
  bool failed;
};

Decoded decode(BodyDecoder decoder, std::string_view input, std::size_t step) {
  Decoded out{{}, 0, false, false};
  while (out.used < input.size() && !decoder.is_done()) {
    const auto used = decoder.feed(input.substr(out.used, step), out.body);
    if (!used) {
      out.failed = true;
      return out;
    }
    out.used += *used;
  }
  out.done = decoder.is_done();
  return out;
}

TEST(BodyDecoder, TakesChunksInPiecesOfAnySize) {
  const std::string input = "3\r\nabc\r\n00A;x=\"y\"\r\n0123456789\r\n0\r\nT: v\r\nU:\r\n\r\nrest";
  for (std::size_t step = 1; step <= input.size(); ++step) {
    SCOPED_TRACE(step);
    const auto decoded = decode(BodyDecoder::of_chunks(1000), input, step);
    EXPECT_EQ(decoded.body, "abc0123456789");
    EXPECT_EQ(decoded.used, input.size() - 4);
    EXPECT_TRUE(decoded.done);
  }
}

TEST(BodyDecoder, TakesExactlyTheDeclaredLength) {
  const auto decoded = decode(BodyDecoder::of_length(3, 10), "abcdef", 2);
  EXPECT_EQ(decoded.body, "abc");
  EXPECT_EQ(decoded.used, 3U);
  EXPECT_TRUE(decoded.done);
}

TEST(BodyDecoder, AnEmptyBodyIsDoneAtOnce) { EXPECT_TRUE(BodyDecoder::of_length(0, 0).is_done()); }

TEST(BodyDecoder, TakesEverythingUntilTheEnd) {
  const auto decoded = decode(BodyDecoder::until_end(10), "abcdef", 4);
  EXPECT_EQ(decoded.body, "abcdef");
  EXPECT_FALSE(decoded.done);
}

ErrorKind failure(BodyDecoder decoder, std::string_view input) {
  std::string body;
  const auto used = decoder.feed(input, body);
  return used ? ErrorKind::not_found : used.error().kind;
}

TEST(BodyDecoder, HoldsTheLimit) {
  EXPECT_EQ(failure(BodyDecoder::of_chunks(5), "6\r\nabcdef\r\n0\r\n\r\n"), ErrorKind::too_large);
  EXPECT_EQ(failure(BodyDecoder::of_chunks(5), "3\r\nabc\r\n3\r\nabc\r\n0\r\n\r\n"), ErrorKind::too_large);
  EXPECT_EQ(failure(BodyDecoder::of_length(6, 5), "abcdef"), ErrorKind::too_large);
  EXPECT_EQ(failure(BodyDecoder::until_end(5), "abcdef"), ErrorKind::too_large);
  EXPECT_EQ(failure(BodyDecoder::of_chunks(UINT64_MAX), "FFFFFFFFFFFFFFFFF\r\n"), ErrorKind::malformed);
}

TEST(BodyDecoder, FitsTheLimitExactly) {
  EXPECT_EQ(decode(BodyDecoder::of_chunks(3), "3\r\nabc\r\n0\r\n\r\n", 100).body, "abc");
}

TEST(BodyDecoder, RefusesBrokenChunks) {
  for (const char* input : {"g\r\n", "\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "-1\r\n", "0x1\r\na\r\n", "1\na\n",
                            "1;\x01\r\n", "1;a\rb\r\n", "1\r\nab\r\n", "1\r\na\n", "0\r\n\n", "0\r\n b\r\n",
                            "0\r\nab\r\n", "0\r\n:a\r\n", "0\r\na:\x01\r\n", "0\r\na:b\rc"}) {
    SCOPED_TRACE(input);
    EXPECT_EQ(failure(BodyDecoder::of_chunks(100), input), ErrorKind::malformed);
  }
}

TEST(BodyDecoder, BoundsTheFramingBesideTheBody) {
  EXPECT_EQ(failure(BodyDecoder::of_chunks(1000), "1;" + std::string(17'000, 'x')), ErrorKind::malformed);
  EXPECT_EQ(failure(BodyDecoder::of_chunks(1000), "0\r\nX: " + std::string(17'000, 'x')), ErrorKind::malformed);
}

TEST(BodyDecoder, AcceptsAnHonestSenderOfTinyChunks) {
  std::string input;
  for (int i = 0; i < 50'000; ++i) {
    input += "1\r\nx\r\n";
  }
  EXPECT_TRUE(decode(BodyDecoder::of_chunks(100'000), input + "0\r\n\r\n", 4096).done);
}

}  // namespace
}  // namespace relay::http
