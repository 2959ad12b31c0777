// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace relay::test {

// Runs one coroutine to its end on `io`, and returns what it returned. Other work of `io` runs meanwhile.
template <class T>
T run_coroutine(boost::asio::io_context& io, boost::asio::awaitable<T> coroutine) {
  std::optional<T> result;
  std::exception_ptr error;
  boost::asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr e, T value) {
    error = e;
    result.emplace(std::move(value));
  });
  io.restart();
  while (!result.has_value() && io.run_one() > 0) {
  }
  if (error) {
    std::rethrow_exception(error);
  }
  if (!result.has_value()) {
    throw std::runtime_error("the coroutine waits for something that never comes");
  }
  return std::move(*result);
}

inline void run_coroutine(boost::asio::io_context& io, boost::asio::awaitable<void> coroutine) {
  bool done = false;
  std::exception_ptr error;
  boost::asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr e) {
    error = e;
    done = true;
  });
  io.restart();
  while (!done && io.run_one() > 0) {
  }
  if (error) {
    std::rethrow_exception(error);
  }
  if (!done) {
    throw std::runtime_error("the coroutine waits for something that never comes");
  }
}

}  // namespace relay::test
