// SPDX-License-Identifier: MIT
#include "relay/telemetry/spool_watch.hpp"

#include <utility>

namespace relay::telemetry {
namespace {

constexpr Milliseconds kFresh{1'000};

}  // namespace

boost::asio::awaitable<std::optional<ports::SpoolStatus>> SpoolWatch::latest() {
  const bool fresh = asked_.has_value() && clock_.boot_now() - *asked_ < kFresh;
  if (fresh || asking_) {
    co_return status_;
  }
  asking_ = true;
  const Result<ports::SpoolStatus> status = co_await spool_.status();
  asking_ = false;
  asked_ = clock_.boot_now();
  status_ = status.has_value() ? std::optional(*status) : std::nullopt;
  co_return status_;
}

}  // namespace relay::telemetry
