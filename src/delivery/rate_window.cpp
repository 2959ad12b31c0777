// SPDX-License-Identifier: MIT
#include "relay/delivery/rate_window.hpp"

#include <algorithm>

namespace relay::delivery {

RateWindow::RateWindow(std::size_t limit, Milliseconds span) : limit_(limit), span_(span) {}

BootTime RateWindow::next_start(BootTime now) const {
  if (ended_.size() < limit_) {
    return now;
  }
  return std::max(now, ended_.front() + span_);
}

std::size_t RateWindow::free(BootTime now) const {
  const auto held = std::count_if(ended_.begin(), ended_.end(), [&](BootTime ended) { return ended + span_ > now; });
  return limit_ - static_cast<std::size_t>(held);
}

void RateWindow::begin(BootTime now) {
  restore(now);
  open_ = true;
}

void RateWindow::end(BootTime now) {
  if (!open_) {
    return;
  }
  open_ = false;
  ended_.back() = std::max(ended_.back(), now);
}

void RateWindow::cancel() {
  if (!open_) {
    return;
  }
  open_ = false;
  ended_.pop_back();
}

void RateWindow::restore(BootTime ended) {
  ended_.insert(std::upper_bound(ended_.begin(), ended_.end(), ended), ended);
  if (ended_.size() > limit_) {
    ended_.pop_front();
  }
}

}  // namespace relay::delivery
