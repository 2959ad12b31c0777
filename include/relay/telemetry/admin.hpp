// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include "relay/ports/http.hpp"
#include "relay/telemetry/health.hpp"
#include "relay/telemetry/log.hpp"
#include "relay/telemetry/metrics.hpp"
#include "relay/telemetry/spool_watch.hpp"

namespace relay::telemetry {

// GET or HEAD /healthz, /readyz and their aliases /-/healthy, /-/ready, and /metrics: what the admin listener serves.
class Admin final : public ports::HttpHandler {
 public:
  // All outlive it.
  Admin(const Health& health, Metrics& metrics, SpoolWatch& spool, const Log& log)
      : health_(health), metrics_(metrics), spool_(spool), log_(log) {}

  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

 private:
  const Health& health_;
  Metrics& metrics_;
  SpoolWatch& spool_;
  const Log& log_;
};

}  // namespace relay::telemetry
