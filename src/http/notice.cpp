// SPDX-License-Identifier: MIT
#include "http/notice.hpp"

namespace relay::http {

asio::awaitable<void> Notice::wait(SteadyTime deadline) {
  asio::steady_timer turn(executor_, deadline);
  // Leaves the list however the coroutine ends, also when its frame is destroyed while it waits.
  struct Place {
    std::list<asio::steady_timer*>& list;
    std::list<asio::steady_timer*>::iterator at;
    ~Place() { list.erase(at); }
  };
  const Place place{waiting_, waiting_.insert(waiting_.end(), &turn)};
  (void)co_await turn.async_wait(kTuple);
}

void Notice::notify() {
  for (auto* turn : waiting_) {
    turn->cancel();
  }
}

}  // namespace relay::http
