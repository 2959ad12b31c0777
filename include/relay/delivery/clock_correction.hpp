// SPDX-License-Identifier: MIT
#pragma once

#include "relay/base/time.hpp"

namespace relay::delivery {

// The offset that signatures need while our wall clock is wrong. DingTalk takes timestamps within an hour
// (https://open.dingtalk.com/document/development/customize-robot-security-settings).
class ClockCorrection {
 public:
  // To be added to our wall clock before signing; zero while our clock is good enough.
  [[nodiscard]] Milliseconds offset() const { return offset_; }

  // An answer carried its time (`offset` = theirs minus ours). Once the two agree again the correction ends.
  void observe(Milliseconds offset);

  // The other side refused our timestamp. True when signing again with its time may help: take it at most once a
  // value, so that a sender of nonsense dates is not asked in a loop.
  [[nodiscard]] bool adopt(Milliseconds offset);

 private:
  Milliseconds offset_{0};
};

}  // namespace relay::delivery
