// SPDX-License-Identifier: MIT
#pragma once

#include "app/command_line.hpp"
#include "app/operator.hpp"

namespace relay::app {

struct OperatorArguments {
  DeliveriesArguments deliveries;
  ExplainArguments explain;
  ChangeArguments redrive;
  ChangeArguments discard;
  PauseArguments pause;
  PauseArguments resume;
  SpoolArguments spool;
};

// The commands of operator.hpp. `arguments` and `action` outlive the parsing.
void add_operator_commands(CLI::App& program, OperatorArguments& arguments, Action& action);

}  // namespace relay::app
