// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "fuzz/check.hpp"
#include "http/body_decoder.hpp"
#include "http/framing_gate.hpp"
#include "http/head_parser.hpp"
#include "http/head_scan.hpp"

// One byte that says how the network cuts the stream, then the stream. However it is cut, the same must come out.
namespace relay::fuzz {
namespace {

constexpr std::size_t kHeadBytes = 8 * 1024;
constexpr std::size_t kHeadFields = 64;
constexpr std::uint64_t kBodyBytes = 4 * 1024;

http::HeadScan scan_in_pieces(std::string_view stream, std::size_t piece) {
  http::HeadScanner scanner(kHeadBytes, kHeadFields);
  for (std::size_t end = std::min(piece, stream.size());; end = std::min(end + piece, stream.size())) {
    const http::HeadScan scan = scanner.scan(stream.substr(0, end));
    if (!std::holds_alternative<http::HeadIncomplete>(scan) || end == stream.size()) {
      return scan;
    }
  }
}

struct Decoded {
  std::string body;
  std::size_t used{0};
  bool failed{false};
  bool done{false};
};

Decoded decode_in_pieces(http::BodyDecoder decoder, std::string_view stream, std::size_t piece) {
  Decoded out;
  while (!out.failed && !decoder.is_done() && out.used < stream.size()) {
    const auto used = decoder.feed(stream.substr(out.used, piece), out.body);
    out.failed = used.has_error();
    if (!out.failed) {
      check(*used <= piece, "no more is used than was given");
      check(*used > 0 || decoder.is_done(), "a decoder moves on");
      out.used += *used;
    }
  }
  out.done = decoder.is_done();
  check(out.body.size() <= kBodyBytes, "a body stays within its limit");
  return out;
}

http::BodyDecoder decoder_for(const http::Framing& framing) {
  return framing.body == http::BodyFraming::chunked ? http::BodyDecoder::of_chunks(kBodyBytes)
                                                    : http::BodyDecoder::of_length(framing.length, kBodyBytes);
}

void body_holds(const http::Framing& framing, std::string_view stream, std::size_t piece) {
  if (framing.body == http::BodyFraming::none || framing.length > kBodyBytes) {
    return;
  }
  const Decoded whole = decode_in_pieces(decoder_for(framing), stream, stream.size() + 1);
  const Decoded pieces = decode_in_pieces(decoder_for(framing), stream, piece);
  check(whole.failed == pieces.failed, "pieces fail as the whole does");
  check(whole.failed || (whole.body == pieces.body && whole.used == pieces.used), "pieces give the same body");
  check(whole.done == pieces.done, "pieces end as the whole does");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const std::size_t piece = 1 + data[0] % 16U;
  const std::string_view stream = view(data + 1, size - 1);
  http::HeadScanner scanner(kHeadBytes, kHeadFields);
  const http::HeadScan whole = scanner.scan(stream);
  const http::HeadScan pieces = scan_in_pieces(stream, piece);
  const auto* head = std::get_if<http::HeadComplete>(&whole);
  const auto* cut = std::get_if<http::HeadComplete>(&pieces);
  check((head == nullptr) == (cut == nullptr), "pieces of a head end as the whole does");
  if (head == nullptr) {
    return 0;
  }
  check(head->bytes == cut->bytes, "pieces of a head have the same length");
  (void)http::parse_answer_head(stream.substr(0, head->bytes));
  const auto parsed = http::parse_request_head(stream.substr(0, head->bytes));
  const auto* request = std::get_if<http::ParsedRequest>(&parsed);
  if (request == nullptr) {
    return 0;
  }
  const http::GateVerdict verdict = http::judge_framing(request->head);
  if (const auto* framing = std::get_if<http::Framing>(&verdict)) {
    check(request->head.target.starts_with('/'), "only origin-form passes the gate");
    body_holds(*framing, stream.substr(head->bytes), piece);
  }
  return 0;
}

}  // namespace relay::fuzz
