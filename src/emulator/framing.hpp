// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "relay/base/time.hpp"
#include "relay/ports/http.hpp"

// One answer, framed in ways that a client must survive. Each keeps status and body and adds the script.
namespace relay::emulator {

// No byte at all, then `end`.
[[nodiscard]] ports::HttpResponse unanswered(ports::HttpResponse response, ports::WireScript::End end);
[[nodiscard]] ports::HttpResponse slow(ports::HttpResponse response, Milliseconds per_byte);

enum class Chunking { correct, bad_size, truncated };
[[nodiscard]] ports::HttpResponse in_chunks(ports::HttpResponse response, Chunking chunking);

// Announces `length` bytes, writes the body, and closes.
[[nodiscard]] ports::HttpResponse with_length(ports::HttpResponse response, std::size_t length);
// No length: the end of the connection ends the body.
[[nodiscard]] ports::HttpResponse until_close(ports::HttpResponse response);
// `interim`: a whole 1xx answer.
[[nodiscard]] ports::HttpResponse after_interim(ports::HttpResponse response, std::string_view interim);
// A correct answer that says nothing of closing; then the connection is closed.
[[nodiscard]] ports::HttpResponse closed_behind(ports::HttpResponse response);

}  // namespace relay::emulator
