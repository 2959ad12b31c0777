// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "http/stream.hpp"
#include "http/watchdog.hpp"

namespace relay::http {

// Connections between two requests, one a key. What is not kept is closed politely, at most 1 s in the background.
class ConnectionPool {
 public:
  ConnectionPool(asio::any_io_executor executor, Milliseconds idle_limit);
  ~ConnectionPool();
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // Null when there is none that the peer still holds open.
  [[nodiscard]] std::unique_ptr<Stream> take(const std::string& key);
  // Keeps it for the next take(), at most `idle_limit`; one that is there already stays instead.
  void keep(const std::string& key, std::unique_ptr<Stream> stream);
  void retire(std::unique_ptr<Stream> stream);

 private:
  struct Kept {
    std::unique_ptr<Stream> stream;
    std::unique_ptr<Watchdog> idle;
  };
  using Closing = std::set<std::shared_ptr<Stream>>;

  asio::any_io_executor executor_;
  Milliseconds idle_limit_;
  std::map<std::string, Kept> kept_;
  std::shared_ptr<Closing> closing_;  // shared with the completions of the closing coroutines
};

}  // namespace relay::http
