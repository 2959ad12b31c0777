// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>

#include "http/async.hpp"
#include "http/notice.hpp"

namespace relay::http {

enum class Room { granted, none };

// How many bytes of bodies may be in memory at once. Small bodies draw on a pool of their own, so that big uploads
// cannot starve alerts.
class BodyBudget {
 public:
  BodyBudget(asio::any_io_executor executor, std::size_t small_pool, std::size_t large_pool, std::size_t small_body);

  // What one body holds; given back when destroyed. The budget outlives it.
  class Charge {
   public:
    explicit Charge(BodyBudget& budget) : budget_(budget) {}
    ~Charge() { budget_.give_back(*this); }
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

   private:
    friend class BodyBudget;
    BodyBudget& budget_;
    std::size_t bytes_{0};
  };

  // Raises the charge to `bytes`; one that outgrows "small" moves to the other pool. While the pool is empty it waits
  // for others to end, until `deadline`. On `none` the charge is as it was.
  asio::awaitable<Room> raise(Charge& charge, std::size_t bytes, SteadyTime deadline);

  [[nodiscard]] std::size_t small_used() const { return small_used_; }
  [[nodiscard]] std::size_t large_used() const { return large_used_; }

 private:
  [[nodiscard]] std::size_t& used(std::size_t bytes) { return bytes > small_body_ ? large_used_ : small_used_; }
  [[nodiscard]] bool try_raise(Charge& charge, std::size_t bytes);
  void give_back(Charge& charge);

  std::size_t small_pool_;
  std::size_t large_pool_;
  std::size_t small_body_;
  std::size_t small_used_{0};
  std::size_t large_used_{0};
  Notice room_;
};

}  // namespace relay::http
