// SPDX-License-Identifier: MIT
#include "storage/writer.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "storage/batch.hpp"

namespace relay::storage {

Writer::Writer(boost::asio::any_io_executor executor, const ports::Clock& clock, std::unique_ptr<Database> database,
               WriterSettings settings, Chore chore)
    : executor_(std::move(executor)),
      clock_(clock),
      database_(std::move(database)),
      settings_(std::move(settings)),
      chore_(std::move(chore)) {}

Jobs Writer::take_from(Queue& queue) const {
  Jobs jobs;
  std::size_t bytes = 0;
  while (!queue.empty() && jobs.size() < settings_.batch_jobs && (jobs.empty() || bytes < settings_.batch_bytes)) {
    bytes += queue.front()->bytes();
    jobs.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  return jobs;
}

void Writer::settle(Jobs jobs) {
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

std::optional<std::chrono::nanoseconds> Writer::run(const Jobs& jobs) {
  const auto began = std::chrono::steady_clock::now();
  const std::int64_t before = database_->changes();
  note(run_batch(*database_, jobs));
  if (failed_ || database_->changes() == before) {
    return std::nullopt;
  }
  return std::chrono::steady_clock::now() - began;
}

void Writer::look_after(bool idle) {
  do_chore();
  keep_log_short(idle);
}

void Writer::do_chore() {
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

void Writer::keep_log_short(bool idle) {
  if (failed_ || chore_remains_) {
    return;
  }
  const std::size_t pages = database_->wal_pages();
  if (pages >= settings_.wal_pages || (idle && pages > 0)) {
    note_upkeep(database_->checkpoint());
  }
}

void Writer::note(const Result<void>& done) {
  if (!done && done.error().kind == ErrorKind::io) {
    failed_ = done.error();
  }
}

void Writer::note_upkeep(const Result<void>& done) {
  note(done);
  if (failed_ && settings_.on_failure) {
    boost::asio::post(executor_, [report = settings_.on_failure, error = *failed_] { report(error); });
  }
}

Milliseconds Writer::patience() const {
  if (failed_) {
    return settings_.sweep;
  }
  if (chore_remains_) {
    return Milliseconds::zero();
  }
  return database_->wal_pages() > 0 ? settings_.idle : settings_.sweep;
}

void Writer::close() {
  if (!failed_) {
    note(database_->checkpoint_and_truncate());
  }
  database_.reset();
}

}  // namespace relay::storage
