// SPDX-License-Identifier: MIT
#pragma once

#include "app/command_line.hpp"
#include "app/commands.hpp"

namespace relay::app {

struct SetupArguments {
  InitArguments init;
  ImportPluginArguments import_plugin;
};

// The commands that write a configuration: init, import-plugin. `arguments` and `action` outlive the parsing.
void add_setup_commands(CLI::App& program, SetupArguments& arguments, Action& action);

}  // namespace relay::app
