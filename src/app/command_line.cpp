// SPDX-License-Identifier: MIT
#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <string>

namespace relay::app {

CLI::App* add_command(CLI::App& program, const char* name, const char* what, const char* examples) {
  CLI::App* command = program.add_subcommand(name, what);
  command->footer(std::string("Examples:\n") + examples);
  return command;
}

}  // namespace relay::app
