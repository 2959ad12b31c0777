// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/job_runner.hpp"
#include "storage/writer.hpp"

namespace relay::storage {

// The only thread that touches the database. It drains what queued while the last batch was committed and commits it as
// one: an idle system pays one fdatasync a job, a busy one shares it.
class WriterThread final : public JobRunner {
 public:
  explicit WriterThread(std::unique_ptr<Writer> writer);
  // Drains the queue, then checkpoints and closes.
  ~WriterThread() override;
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;

  void push(std::unique_ptr<Job> job) override;
  void push_aside(std::unique_ptr<Job> job) override;

 private:
  void run_aside();
  void loop();
  Jobs take();  // empty: nothing came in time, or stopping
  [[nodiscard]] bool is_stopping();

  std::unique_ptr<Writer> writer_;

  std::mutex mutex_;  // guards queue_, aside_ and stopping_; all else belongs to the thread
  std::condition_variable wake_;
  Writer::Queue queue_;
  Writer::Queue aside_;  // runs outside transactions
  bool stopping_{false};
  std::thread thread_;
};

[[nodiscard]] std::unique_ptr<JobRunner> run_on_a_thread(std::unique_ptr<Writer> writer);

}  // namespace relay::storage
