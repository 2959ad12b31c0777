// SPDX-License-Identifier: MIT
#include "emulator/framing.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using End = ports::WireScript::End;

ports::HttpResponse ok() {
  ports::HttpResponse response;
  response.body = test::kOk;
  return response;
}

const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

void expect_script(const ports::HttpResponse& response, const std::string& bytes, End end) {
  ASSERT_TRUE(response.script);
  EXPECT_EQ(response.script->bytes, bytes);
  EXPECT_EQ(response.script->end, end);
  EXPECT_EQ(response.body, test::kOk);
}

TEST(Framing, UnansweredWritesNothing) { expect_script(unanswered(ok(), End::hang), "", End::hang); }

TEST(Framing, SlowIsCorrectButSlow) {
  const auto response = slow(ok(), Milliseconds{250});
  expect_script(response, kHead + "Content-Length: 27\r\n\r\n" + std::string(test::kOk), End::keep_alive);
  EXPECT_EQ(response.script->per_byte, Milliseconds{250});
}

TEST(Framing, ChunksCanBeCorrectBadOrCutOff) {
  const std::string head = kHead + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string first = "d\r\n{\"errcode\":0,\r\n";
  const std::string rest = "e\r\n\"errmsg\":\"ok\"}\r\n0\r\n\r\n";
  expect_script(in_chunks(ok(), Chunking::correct), head + first + rest, End::keep_alive);
  expect_script(in_chunks(ok(), Chunking::bad_size), head + "zz\r\n" + rest, End::close);
  expect_script(in_chunks(ok(), Chunking::truncated), head + first, End::close);
}

TEST(Framing, LengthCanLie) {
  expect_script(with_length(ok(), 5), kHead + "Content-Length: 5\r\n\r\n" + std::string(test::kOk), End::close);
}

TEST(Framing, CloseCanEndTheBody) {
  expect_script(until_close(ok()), kHead + "Connection: close\r\n\r\n" + std::string(test::kOk), End::close);
}

TEST(Framing, InterimComesFirst) {
  expect_script(after_interim(ok(), "HTTP/1.1 100 Continue\r\n\r\n"),
                "HTTP/1.1 100 Continue\r\n\r\n" + kHead + "Content-Length: 27\r\n\r\n" + std::string(test::kOk),
                End::keep_alive);
}

TEST(Framing, ClosedBehindDoesNotAnnounceIt) {
  expect_script(closed_behind(ok()), kHead + "Content-Length: 27\r\n\r\n" + std::string(test::kOk), End::close);
}

}  // namespace
}  // namespace relay::emulator
