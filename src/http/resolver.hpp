// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "http/addresses.hpp"
#include "http/async.hpp"
#include "http/system_lookup.hpp"
#include "relay/base/result.hpp"

namespace relay::http {

// Blocks; called on threads of the resolver's. unavailable: no answer now.
using Lookup = std::function<Result<Addresses>(const std::string& host)>;

// Names to addresses without blocking the I/O thread or its end. async_resolve would run on one hidden thread that can
// be neither cancelled nor left behind: a silent name server held the process for 10 s (reliability dossier, 6.6).
// Here a lookup that nobody waits for any more finishes by itself on a detached thread, and finds nobody.
// Answers are kept 60 s; when the name servers fail or stay silent, the last good one serves for 24 h.
class Resolver {
 public:
  explicit Resolver(asio::any_io_executor executor, Lookup lookup = system_lookup);
  ~Resolver();  // never waits; before the executor's context goes
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // Never empty on success. unavailable: failed or out of time; cancelled: by the caller. A literal address is its own
  // answer. The resolver outlives the call.
  asio::awaitable<Result<Addresses>> resolve(std::string host, SteadyTime deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the threads
};

}  // namespace relay::http
