// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "app/exit_code.hpp"

namespace relay::app {

// What runs once the whole line is parsed.
using Action = std::function<ExitCode()>;

// A subcommand with its examples; its callback sets the action.
CLI::App* add_command(CLI::App& program, const char* name, const char* what, const char* examples);

}  // namespace relay::app
