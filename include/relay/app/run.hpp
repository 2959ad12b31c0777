// SPDX-License-Identifier: MIT
#pragma once

namespace relay::app {

// The whole program behind main(): parses the command line, runs one subcommand, returns its exit code (sysexits).
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace relay::app
