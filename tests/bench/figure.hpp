// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>

namespace relay::bench {

// One line of the table: figure, target, and whether it is met.
inline void print_below(const char* name, double value, const char* unit, double target) {
  std::printf("%-44s %9.1f %-4s target < %g %s: %s\n", name, value, unit, target, unit, value < target ? "ok" : "MISS");
  std::fflush(stdout);
}

inline void print_at_least(const char* name, double value, const char* unit, double target) {
  std::printf("%-44s %9.1f %-4s target >= %g %s: %s\n", name, value, unit, target, unit, value >= target ? "ok" : "MISS");
  std::fflush(stdout);
}

inline void print_only(const char* name, double value, const char* unit) {
  std::printf("%-44s %9.1f %s\n", name, value, unit);
  std::fflush(stdout);
}

}  // namespace relay::bench
