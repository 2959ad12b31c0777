// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>

#include "relay/app/run.hpp"

int main(int argc, char** argv) {
  try {
    return relay::app::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sentry-dingtalk-relay: internal error: %s\n", error.what());
    return 70;  // EX_SOFTWARE
  }
}
