// SPDX-License-Identifier: MIT
#pragma once

#include "config/draft.hpp"
#include "config/environment.hpp"

namespace relay::config {

// DINGTALK_*: the settings of the plugin's form that the file leaves empty, when the file names no robot at all.
void fill_robots(Draft& draft, const Environment& environment, Report& report);

// SENTRY_*: the source `main`, when the file has no source or a `main` without any proof.
void fill_sources(Draft& draft, const Environment& environment, Report& report);

// RELAY_*: these win over the file.
void apply_relay_variables(Draft& draft, const Environment& environment, Report& report);

// The command line wins over everything.
void apply_overrides(Draft& draft, const Overrides& overrides, Report& report);

}  // namespace relay::config
