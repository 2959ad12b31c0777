// SPDX-License-Identifier: MIT
#include "relay/delivery/clock_correction.hpp"

#include <utility>

namespace relay::delivery {
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kGoodEnough = 5min;  // far below the hour that DingTalk allows
constexpr Milliseconds kSame = 60s;

bool close(Milliseconds left, Milliseconds right, Milliseconds tolerance) {
  return left - right < tolerance && right - left < tolerance;
}

}  // namespace

void ClockCorrection::observe(Milliseconds offset) {
  proven_ = true;
  if (close(offset, 0ms, kGoodEnough)) {
    offset_ = 0ms;
  }
}

bool ClockCorrection::adopt(Milliseconds offset) {
  if (close(offset, offset_, kSame)) {
    return false;
  }
  offset_ = offset;
  return std::exchange(proven_, false);
}

}  // namespace relay::delivery
