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

  // An answer that took our timestamp carried its time (`offset` = theirs minus ours). Once the two agree again the
  // correction ends.
  void observe(Milliseconds offset);

  // The other side refused our timestamp. True when signing again at once with its time may help: not a second time
  // in a row, so that a sender of nonsense dates is not asked in a loop. The offset follows the latest time all the
  // same.
  [[nodiscard]] bool adopt(Milliseconds offset);

 private:
  Milliseconds offset_{0};
  bool proven_{true};  // the present offset was not refused yet
};

}  // namespace relay::delivery
