// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

namespace relay::torture {

// What a machine that is busy with other things makes slower is printed, but not judged, in the short form.
inline bool judges_time = true;

// One table of figures: each row is a value and, where it is a promise, the bound that it must keep.
class Table {
 public:
  explicit Table(const std::string& title) { std::printf("torture: %s\n", title.c_str()); }

  void figure(const std::string& name, double value, const char* unit = "") const { print(name, value, unit, "", ""); }
  void at_most(const std::string& name, double value, double bound, const char* unit = "") {
    judge(name, value, "<=", bound, unit, value <= bound);
  }
  // Of a duration.
  void within(const std::string& name, double value, double bound, const char* unit) {
    if (judges_time || value <= bound) {
      at_most(name, value, bound, unit);
    } else {
      print(name, value, unit, "(<= " + std::to_string(static_cast<int>(bound)) + ")", "not judged here");
    }
  }
  void at_least(const std::string& name, double value, double bound, const char* unit = "") {
    judge(name, value, ">=", bound, unit, value >= bound);
  }
  void exactly(const std::string& name, double value, double bound, const char* unit = "") {
    judge(name, value, "=", bound, unit, value == bound);
  }

  // 0, or 1 when a row missed its bound.
  [[nodiscard]] int code() const { return missed_ ? 1 : 0; }

 private:
  static void print(const std::string& name, double value, const char* unit, const std::string& bound,
                    const char* verdict) {
    std::printf("  %-58s %10.6g %-5s %-14s %s\n", name.c_str(), value, unit, bound.c_str(), verdict);
    std::fflush(stdout);
  }
  void judge(const std::string& name, double value, const char* relation, double bound, const char* unit, bool holds) {
    char text[40];
    std::snprintf(text, sizeof text, "%s %.6g", relation, bound);
    print(name, value, unit, text, holds ? "ok" : "MISS");
    missed_ = missed_ || !holds;
  }

  bool missed_{false};
};

}  // namespace relay::torture
