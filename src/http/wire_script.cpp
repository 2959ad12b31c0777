// SPDX-License-Identifier: MIT
#include "http/wire_script.hpp"

#include <array>
#include <string_view>

#include "http/lingering_close.hpp"

namespace relay::http {

namespace {

using End = ports::WireScript::End;

asio::awaitable<error_code> write_bytes(Stream& stream, const ports::WireScript& script, Milliseconds write_deadline) {
  const std::string_view bytes = script.bytes;
  const std::size_t step = script.per_byte == Milliseconds{0} ? bytes.size() : 1;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const auto written = co_await stream.write(bytes.substr(at, step), from_now(write_deadline));
    if (written.error) {
      co_return written.error;
    }
    if (script.per_byte > Milliseconds{0}) {
      co_await stream.pause(from_now(script.per_byte));
    }
  }
  co_return error_code{};
}

asio::awaitable<void> hang(Stream& stream) {
  std::array<char, 1024> waste{};
  IoResult result{};
  while (!result.error) {
    result = co_await stream.read_some(asio::buffer(waste), kNever);
  }
  stream.close();
}

}  // namespace

asio::awaitable<void> play_script(Stream& stream, ports::WireScript script, Milliseconds write_deadline) {
  const auto error = co_await write_bytes(stream, script, write_deadline);
  if (error) {
    stream.close();
    co_return;
  }
  switch (script.end) {
    case End::keep_alive:
      break;
    case End::close:
      co_await lingering_close(stream);
      break;
    case End::reset:
      stream.reset();
      break;
    case End::hang:
      co_await hang(stream);
      break;
  }
}

}  // namespace relay::http
