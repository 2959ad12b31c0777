// SPDX-License-Identifier: MIT
#include "http/body_budget.hpp"

#include <utility>

namespace relay::http {

BodyBudget::BodyBudget(asio::any_io_executor executor, std::size_t small_pool, std::size_t large_pool,
                       std::size_t small_body)
    : small_pool_(small_pool), large_pool_(large_pool), small_body_(small_body), room_(std::move(executor)) {}

bool BodyBudget::try_raise(Charge& charge, std::size_t bytes) {
  auto& from = used(charge.bytes_);
  auto& to = used(bytes);
  const auto pool = bytes > small_body_ ? large_pool_ : small_pool_;
  const auto added = &from == &to ? bytes - charge.bytes_ : bytes;
  if (to > pool || added > pool - to) {
    return false;
  }
  from -= charge.bytes_;
  to += bytes;
  charge.bytes_ = bytes;
  return true;
}

asio::awaitable<Room> BodyBudget::raise(Charge& charge, std::size_t bytes, SteadyTime deadline) {
  if (bytes <= charge.bytes_ || try_raise(charge, bytes)) {
    co_return Room::granted;
  }
  while (std::chrono::steady_clock::now() < deadline) {
    co_await room_.wait(deadline);
    if (try_raise(charge, bytes)) {
      co_return Room::granted;
    }
  }
  co_return Room::none;
}

void BodyBudget::give_back(Charge& charge) {
  used(charge.bytes_) -= charge.bytes_;
  charge.bytes_ = 0;
  room_.notify();
}

}  // namespace relay::http
