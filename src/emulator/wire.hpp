// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "relay/base/time.hpp"
#include "relay/ports/http.hpp"

// Answers as bytes, for faults that a correct HTTP server would never commit.
namespace relay::emulator {

// IMF-fixdate of RFC 9110: "Mon, 23 Nov 2026 07:04:05 GMT".
[[nodiscard]] std::string http_date(WallTime time);

// Status line, Content-Type, the further headers, and the empty line. `framing` is a whole header line without CRLF,
// "Content-Length: 5"; empty: none.
[[nodiscard]] std::string wire_head(const ports::HttpResponse& response, std::string_view framing);

// The whole answer as a correct server writes it.
[[nodiscard]] std::string wire_bytes(const ports::HttpResponse& response);

// One chunk of the chunked coding; an empty text is the last one.
[[nodiscard]] std::string wire_chunk(std::string_view text);

// RFC 1952 with the text stored, not compressed. At most 65535 bytes.
[[nodiscard]] std::string gzip_stored(std::string_view text);

}  // namespace relay::emulator
