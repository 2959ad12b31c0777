// SPDX-License-Identifier: MIT
#pragma once

namespace relay::app {

inline constexpr const char* kProgram = "sentry-dingtalk-relay";
inline constexpr const char* kVersion = "0.1.0";

}  // namespace relay::app
