// SPDX-License-Identifier: MIT
#include "http/framing_gate.hpp"

#include <gtest/gtest.h>

#include "http/head_parser.hpp"
#include "http/head_scan.hpp"
#include "integration/http/framing_cases.hpp"

namespace relay::http {
namespace {

// Scanner, parser and gate, as a connection uses them: the status of the refusal, 200 when the request passes.
int verdict(const std::string& bytes) {
  HeadScanner scanner(8 * 1024, 64);
  const auto scan = scanner.scan(bytes);
  if (const auto* refusal = std::get_if<Refusal>(&scan)) {
    return refusal->status;
  }
  if (std::holds_alternative<HeadIncomplete>(scan)) {
    return 0;
  }
  const auto parsed = parse_request_head(std::string_view(bytes).substr(0, std::get<HeadComplete>(scan).bytes));
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) {
    return refusal->status;
  }
  const auto framing = judge_framing(std::get<ParsedRequest>(parsed).head);
  const auto* refusal = std::get_if<Refusal>(&framing);
  return refusal == nullptr ? 200 : refusal->status;
}

TEST(FramingGate, RefusesEveryAmbiguousHead) {
  for (const auto& c : test::head_cases()) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(verdict(c.bytes), c.status);
  }
}

RequestHead head(ports::HttpHeaders fields) {
  fields.emplace_back("host", "a");
  return RequestHead{"POST", "/", 11, std::move(fields)};
}

TEST(FramingGate, TellsHowTheBodyIsFramed) {
  const auto length = std::get<Framing>(judge_framing(head({{"content-length", "12"}})));
  EXPECT_EQ(length.body, BodyFraming::length);
  EXPECT_EQ(length.length, 12U);
  const auto chunked = std::get<Framing>(judge_framing(head({{"transfer-encoding", "Chunked"}})));
  EXPECT_EQ(chunked.body, BodyFraming::chunked);
  const auto none = std::get<Framing>(judge_framing(head({{"content-length", "0"}})));
  EXPECT_EQ(none.body, BodyFraming::none);
}

TEST(FramingGate, ExpectsOnlyWhenThereIsABody) {
  const auto wanted = std::get<Framing>(judge_framing(head({{"content-length", "1"}, {"expect", "100-Continue"}})));
  EXPECT_EQ(wanted.expectation, Expectation::continue_100);
  const auto empty = std::get<Framing>(judge_framing(head({{"content-length", "0"}, {"expect", "100-continue"}})));
  EXPECT_EQ(empty.expectation, Expectation::none);
}

TEST(FramingGate, AnExpectationOnHttp10IsIgnored) {
  auto old = head({{"content-length", "1"}, {"expect", "100-continue"}});
  old.version = 10;
  EXPECT_EQ(std::get<Framing>(judge_framing(old)).expectation, Expectation::none);
}

TEST(FramingGate, RefusesAVersionTheParserShouldHaveRefused) {
  auto wrong = head({{"content-length", "1"}});
  wrong.version = 20;
  EXPECT_EQ(std::get<Refusal>(judge_framing(wrong)).status, 505);
}

}  // namespace
}  // namespace relay::http
