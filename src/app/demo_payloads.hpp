// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace relay::app {

// One webhook as Sentry would send it; the texts are ours.
struct DemoPayload {
  const char* name;
  const char* resource;  // Sentry-Hook-Resource; empty: the legacy plugin, which signs nothing
  const char* body;
};

// One of every kind, at most 15, so that no robot's minute fills.
[[nodiscard]] std::span<const DemoPayload> demo_payloads();

}  // namespace relay::app
