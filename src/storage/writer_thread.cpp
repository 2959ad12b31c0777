// SPDX-License-Identifier: MIT
#include "storage/writer_thread.hpp"

#include <boost/asio/post.hpp>

#include "storage/batch.hpp"

namespace relay::storage {

WriterThread::WriterThread(boost::asio::any_io_executor executor, const ports::Clock& clock,
                           std::unique_ptr<Database> database, WriterSettings settings, Chore chore)
    : executor_(std::move(executor)),
      clock_(clock),
      database_(std::move(database)),
      settings_(std::move(settings)),
      chore_(std::move(chore)),
      thread_([this] { loop(); }) {}

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

void WriterThread::push_aside(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    aside_.push_back(std::move(job));
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
    settle(std::move(jobs));
    run_aside();
    do_chore();
    keep_log_short(idle);
  }
  close();
}

Jobs WriterThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, patience(), [this] { return stopping_ || !queue_.empty() || !aside_.empty(); });
  Jobs jobs;
  std::size_t bytes = 0;
  while (!queue_.empty() && jobs.size() < settings_.batch_jobs && (jobs.empty() || bytes < settings_.batch_bytes)) {
    bytes += queue_.front()->bytes();
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return jobs;
}

bool WriterThread::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_ && aside_.empty();
}

// One at a time, so that batches wait for one only.
void WriterThread::run_aside() {
  std::unique_ptr<Job> job;
  {
    const std::lock_guard lock(mutex_);
    if (aside_.empty()) {
      return;
    }
    job = std::move(aside_.front());
    aside_.pop_front();
  }
  if (failed_) {
    job->fail(*failed_);
  } else {
    (void)job->run(*database_);  // its outcome goes to whoever waits, and to nobody else
  }
  // Shared, as a posted function is copied.
  boost::asio::post(executor_, [job = std::shared_ptr<Job>(std::move(job))] { job->complete(); });
}

Milliseconds WriterThread::patience() const {
  if (failed_) {
    return settings_.sweep;
  }
  if (chore_remains_) {
    return Milliseconds::zero();
  }
  return database_->wal_pages() > 0 ? settings_.idle : settings_.sweep;
}

void WriterThread::settle(Jobs jobs) {
  if (jobs.empty()) {
    return;
  }
  std::optional<std::chrono::nanoseconds> commit;
  if (!failed_) {
    commit = run(jobs);
    if (settings_.on_batch) {
      settings_.on_batch(jobs.size());
    }
  } else {
    for (const auto& job : jobs) {
      job->fail(*failed_);
    }
  }
  boost::asio::post(executor_, [jobs = std::move(jobs), commit, report = settings_.on_commit] {
    for (const auto& job : jobs) {
      job->complete();
    }
    if (commit.has_value() && report) {
      report(*commit);
    }
  });
}

std::optional<std::chrono::nanoseconds> WriterThread::run(const Jobs& jobs) {
  const auto began = std::chrono::steady_clock::now();
  const std::int64_t before = database_->changes();
  note(run_batch(*database_, jobs));
  if (failed_ || database_->changes() == before) {
    return std::nullopt;
  }
  return std::chrono::steady_clock::now() - began;
}

void WriterThread::do_chore() {
  const BootTime now = clock_.boot_now();
  if (failed_ || (!chore_remains_ && now < next_sweep_)) {
    return;
  }
  const Result<bool> more = chore_(*database_);
  chore_remains_ = more && *more;
  next_sweep_ = now + settings_.sweep;
  if (!more) {
    note_upkeep(more.error());
  }
}

void WriterThread::keep_log_short(bool idle) {
  if (failed_ || chore_remains_) {
    return;
  }
  const std::size_t pages = database_->wal_pages();
  if (pages >= settings_.wal_pages || (idle && pages > 0)) {
    note_upkeep(database_->checkpoint());
  }
}

void WriterThread::note(const Result<void>& done) {
  if (!done && done.error().kind == ErrorKind::io) {
    failed_ = done.error();
  }
}

void WriterThread::note_upkeep(const Result<void>& done) {
  note(done);
  if (failed_ && settings_.on_failure) {
    boost::asio::post(executor_, [report = settings_.on_failure, error = *failed_] { report(error); });
  }
}

void WriterThread::close() {
  if (!failed_) {
    note(database_->checkpoint_and_truncate());
  }
  database_.reset();
}

}  // namespace relay::storage
