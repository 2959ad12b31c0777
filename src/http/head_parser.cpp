// SPDX-License-Identifier: MIT
#include "http/head_parser.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstddef>
#include <limits>
#include <memory_resource>
#include <string>
#include <tuple>
#include <utility>

#include "relay/base/case_fold.hpp"

namespace relay::http {

namespace {

namespace beast_http = boost::beast::http;

template <class View>
std::string text(View view) {
  return std::string(view.data(), view.size());
}

// Beast allocates every field by itself: here, in memory that lives as long as the parser.
using RequestParser = beast_http::request_parser<beast_http::empty_body, std::pmr::polymorphic_allocator<char>>;
constexpr std::size_t kUsualFields = 2 * 1024;  // bytes; more come from the heap

template <class Fields>
ports::HttpHeaders fields_of(const Fields& from) {
  constexpr std::size_t kUsual = 16;
  ports::HttpHeaders fields;
  fields.reserve(kUsual);
  for (const auto& field : from) {
    const auto name = field.name_string();
    fields.emplace_back(lower_ascii({name.data(), name.size()}), text(field.value()));
  }
  return fields;
}

// The scanner before us counted the bytes, so Beast's own limits stay out of the way.
template <class Parser>
boost::system::error_code parse(Parser& parser, std::string_view bytes) {
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(boost::none);
  parser.eager(false);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (!error && !parser.is_header_done()) {
    error = beast_http::error::partial_message;
  }
  return error;
}

// "GET / HTTP/2.0" is another version; "GET /a b HTTP/1.1", which Beast calls a bad version too, is no request line.
bool names_another_version(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find('\r'));
  constexpr std::string_view kShape = " HTTP/x.y";
  const auto tail = line.substr(line.size() - std::min(line.size(), kShape.size()));
  return tail.starts_with(" HTTP/") && std::count(line.begin(), line.end(), ' ') == 2;
}

}  // namespace

std::variant<ParsedRequest, Refusal> parse_request_head(std::string_view bytes) {
  std::array<std::byte, kUsualFields> memory;
  std::pmr::monotonic_buffer_resource arena(memory.data(), memory.size());
  RequestParser parser(std::piecewise_construct, std::make_tuple(), std::make_tuple(&arena));
  const auto error = parse(parser, bytes);
  if (error == beast_http::error::bad_version && names_another_version(bytes)) {
    return Refusal{505, "http_version_not_supported", "only HTTP 1.0 and 1.1 are spoken here"};
  }
  if (error) {
    return Refusal{400, "bad_request", error.message()};
  }
  const auto& message = parser.get();
  RequestHead head{text(message.method_string()), text(message.target()), message.version(), fields_of(message)};
  return ParsedRequest{std::move(head), message.keep_alive() ? Persistence::keep_alive : Persistence::close};
}

Result<ParsedAnswer> parse_answer_head(std::string_view bytes) {
  beast_http::response_parser<beast_http::empty_body> parser;
  if (const auto error = parse(parser, bytes)) {
    return fail(ErrorKind::malformed, error.message());
  }
  const auto& message = parser.get();
  if (message.count(beast_http::field::transfer_encoding) > 0 && !parser.chunked()) {
    return fail(ErrorKind::malformed, "a Transfer-Encoding other than chunked");
  }
  ParsedAnswer answer{static_cast<int>(message.result_int()), fields_of(message),
                      message.keep_alive() ? Persistence::keep_alive : Persistence::close, std::nullopt,
                      parser.chunked()};
  if (parser.is_done()) {
    answer.length = 0;
    answer.chunked = false;
  } else if (const auto length = parser.content_length()) {
    answer.length = *length;
  }
  return answer;
}

}  // namespace relay::http
