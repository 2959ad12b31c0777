// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "sim/timeline.hpp"
#include "storage/job_runner.hpp"
#include "storage/writer.hpp"

namespace relay::sim {

// The storage thread without a thread: batches run as events of the timeline, each after as long as the disk takes.
class InlineRunner final : public storage::JobRunner {
 public:
  // How long the next transaction takes.
  using Pace = std::function<Milliseconds()>;

  InlineRunner(std::unique_ptr<storage::Writer> writer, Timeline& timeline, Pace pace);
  // Drains and closes, unless abandoned.
  ~InlineRunner() override;
  InlineRunner(const InlineRunner&) = delete;
  InlineRunner& operator=(const InlineRunner&) = delete;

  void push(std::unique_ptr<storage::Job> job) override;
  void push_aside(std::unique_ptr<storage::Job> job) override { writer_->run_aside(std::move(job)); }
  // The process died: what queued is gone.
  void abandon();

 private:
  // Replaces what was planned.
  void plan(Milliseconds delay);
  void run();

  std::unique_ptr<storage::Writer> writer_;
  Timeline& timeline_;
  Pace pace_;
  storage::Writer::Queue queue_;
  bool busy_{false};              // a batch is planned, not only upkeep
  std::shared_ptr<int> planned_;  // shared with the event that is planned, which is void once they differ
};

}  // namespace relay::sim
