// SPDX-License-Identifier: MIT
#include "storage/writer_thread.hpp"

#include <utility>

namespace relay::storage {

WriterThread::WriterThread(std::unique_ptr<Writer> writer) : writer_(std::move(writer)), thread_([this] { loop(); }) {}

WriterThread::~WriterThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void WriterThread::push(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
}

void WriterThread::loop() {
  for (;;) {
    Jobs jobs = take();
    const bool idle = jobs.empty();
    if (idle && is_stopping()) {
      break;
    }
    writer_->settle(std::move(jobs));
    writer_->look_after(idle);
  }
  writer_->close();
}

Jobs WriterThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, writer_->patience(), [this] { return stopping_ || !queue_.empty(); });
  return writer_->take_from(queue_);
}

bool WriterThread::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::unique_ptr<JobRunner> run_on_a_thread(std::unique_ptr<Writer> writer) {
  return std::make_unique<WriterThread>(std::move(writer));
}

}  // namespace relay::storage
