// SPDX-License-Identifier: MIT
#include "emulator/wire.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

TEST(Wire, DateIsImfFixdate) {
  EXPECT_EQ(http_date(WallTime{Milliseconds{1'700'000'000'999}}), "Tue, 14 Nov 2023 22:13:20 GMT");
  EXPECT_EQ(http_date(WallTime{}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(Wire, AnswerIsFramedByItsLength) {
  ports::HttpResponse response;
  response.body = "{}";
  response.headers = {{"date", "now"}};
  EXPECT_EQ(wire_bytes(response),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ndate: now\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(Wire, ChunkSizesAreHex) {
  EXPECT_EQ(wire_chunk(std::string(26, 'x')), "1a\r\n" + std::string(26, 'x') + "\r\n");
  EXPECT_EQ(wire_chunk(""), "0\r\n\r\n");
}

// The CRC-32 of "ok" is 0x79dcdd47.
TEST(Wire, GzipStoresTheText) {
  const std::string zipped = gzip_stored("ok");
  EXPECT_EQ(zipped.substr(0, 3), "\x1f\x8b\x08");
  EXPECT_EQ(zipped.substr(10), std::string("\x01\x02\x00\xfd\xffok\x47\xdd\xdc\x79\x02\x00\x00\x00", 15));
}

}  // namespace
}  // namespace relay::emulator
