// SPDX-License-Identifier: MIT
#include "sim/inline_runner.hpp"

#include <algorithm>
#include <utility>

namespace relay::sim {

InlineRunner::InlineRunner(std::unique_ptr<storage::Writer> writer, Timeline& timeline, Pace pace)
    : writer_(std::move(writer)), timeline_(timeline), pace_(std::move(pace)) {
  plan(writer_->patience());
}

InlineRunner::~InlineRunner() {
  planned_.reset();
  if (!writer_) {
    return;
  }
  while (!queue_.empty()) {
    writer_->settle(writer_->take_from(queue_));
  }
  writer_->close();
}

void InlineRunner::abandon() {
  planned_.reset();
  queue_.clear();
  writer_.reset();
}

void InlineRunner::push(std::unique_ptr<storage::Job> job) {
  queue_.push_back(std::move(job));
  if (!busy_) {
    busy_ = true;
    plan(pace_());
  }
}

void InlineRunner::plan(Milliseconds delay) {
  planned_ = std::make_shared<int>();
  timeline_.in(delay, [this, mine = std::weak_ptr<int>(planned_)] {
    if (!mine.expired()) {
      run();
    }
  });
}

void InlineRunner::run() {
  storage::Jobs jobs = writer_->take_from(queue_);
  const bool idle = jobs.empty();
  writer_->settle(std::move(jobs));
  writer_->look_after(idle);
  busy_ = !queue_.empty();
  plan(busy_ ? pace_() : std::max(writer_->patience(), Milliseconds{1}));
}

}  // namespace relay::sim
