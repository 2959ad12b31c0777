// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>

#include "sim/timeline.hpp"

namespace relay::sim {

// One line for everything that happens, when somebody reads along.
class Trace {
 public:
  Trace(const Timeline& timeline, bool is_on) : timeline_(timeline), is_on_(is_on) {}

  // Something happened; `words` is called only when somebody reads along.
  template <class Words>
  void say(Words&& words) {
    ++lines_;
    if (is_on_) {
      std::cout << std::setw(12) << std::fixed << std::setprecision(3)
                << static_cast<double>(timeline_.now().count()) / 1000.0 << "  " << words() << "\n";
    }
  }
  // How much happened, and when: two runs of a seed are one story exactly if these agree.
  void mix(std::uint64_t value) { mixed_ = (mixed_ ^ value) * 0x100000001B3ULL; }
  [[nodiscard]] std::uint64_t fingerprint() const { return mixed_ ^ lines_; }

 private:
  const Timeline& timeline_;
  bool is_on_;
  std::uint64_t lines_{0};
  std::uint64_t mixed_{0xCBF29CE484222325ULL};
};

}  // namespace relay::sim
