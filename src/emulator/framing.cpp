// SPDX-License-Identifier: MIT
#include "emulator/framing.hpp"

#include <string>
#include <utility>

#include "emulator/wire.hpp"

namespace relay::emulator {
namespace {

using ports::HttpResponse;
using End = ports::WireScript::End;

HttpResponse scripted(HttpResponse response, std::string bytes, End end) {
  response.script = ports::WireScript{std::move(bytes), Milliseconds{0}, end};
  return response;
}

}  // namespace

HttpResponse unanswered(HttpResponse response, End end) { return scripted(std::move(response), "", end); }

HttpResponse slow(HttpResponse response, Milliseconds per_byte) {
  std::string bytes = wire_bytes(response);
  response.script = ports::WireScript{std::move(bytes), per_byte, End::keep_alive};
  return response;
}

HttpResponse in_chunks(HttpResponse response, Chunking chunking) {
  std::string bytes = wire_head(response, "Transfer-Encoding: chunked");
  const std::string_view body = response.body;
  const std::string first = wire_chunk(body.substr(0, body.size() / 2));
  const std::string rest = wire_chunk(body.substr(body.size() / 2)) + wire_chunk("");
  switch (chunking) {
    case Chunking::correct:
      return scripted(std::move(response), std::move(bytes) + first + rest, End::keep_alive);
    case Chunking::bad_size:
      return scripted(std::move(response), std::move(bytes) + "zz\r\n" + rest, End::close);
    case Chunking::truncated:
      return scripted(std::move(response), std::move(bytes) + first, End::close);
  }
  return response;
}

HttpResponse with_length(HttpResponse response, std::size_t length) {
  std::string bytes = wire_head(response, "Content-Length: " + std::to_string(length)) + response.body;
  return scripted(std::move(response), std::move(bytes), End::close);
}

HttpResponse until_close(HttpResponse response) {
  std::string bytes = wire_head(response, "Connection: close") + response.body;
  return scripted(std::move(response), std::move(bytes), End::close);
}

HttpResponse after_interim(HttpResponse response, std::string_view interim) {
  std::string bytes = std::string(interim) + wire_bytes(response);
  return scripted(std::move(response), std::move(bytes), End::keep_alive);
}

HttpResponse closed_behind(HttpResponse response) {
  std::string bytes = wire_bytes(response);
  return scripted(std::move(response), std::move(bytes), End::close);
}

}  // namespace relay::emulator
