// SPDX-License-Identifier: MIT
#include "http/lingering_close.hpp"

#include <array>

namespace relay::http {

namespace {

constexpr std::size_t kDrainBytes = 64 * 1024;
constexpr Milliseconds kDrainTime{1'000};

}  // namespace

asio::awaitable<void> lingering_close(Stream& stream) {
  const auto deadline = from_now(kDrainTime);
  co_await stream.finish(deadline);
  std::array<char, 4096> waste{};
  std::size_t drained = 0;
  while (drained < kDrainBytes) {
    const auto result = co_await stream.read_some(asio::buffer(waste), deadline);
    if (result.error) {
      break;
    }
    drained += result.bytes;
  }
  stream.close();
}

}  // namespace relay::http
