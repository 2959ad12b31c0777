// SPDX-License-Identifier: MIT
#include "storage/writer.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "storage/batch.hpp"

namespace relay::storage {
namespace {

constexpr Milliseconds kPressedSweep{1'000};
constexpr std::size_t kPressedPages = 64;
constexpr std::chrono::milliseconds kSlowCommit{100};
constexpr std::size_t kSlowFactor = 16;

}  // namespace

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
  note(run_batch(*database_, jobs, settings_.make_room));
  if (failed_ || database_->changes() == before) {
    return std::nullopt;
  }
  last_commit_ = std::chrono::steady_clock::now() - began;
  return last_commit_;
}

void Writer::run_aside(std::unique_ptr<Job> job) {
  if (failed_) {
    job->fail(*failed_);
  } else {
    (void)job->run(*database_);
  }
  // Shared, as a posted function is copied.
  boost::asio::post(executor_, [job = std::shared_ptr<Job>(std::move(job))] { job->complete(); });
}

void Writer::look_after(bool idle) {
  do_chore();
  keep_log_short(idle);
}

void Writer::do_chore() {
  const BootTime now = clock_.boot_now();
  if (failed_ || (!chore_remains_ && now < last_chore_ + sweep())) {
    return;
  }
  const Result<bool> more = chore_(*database_);
  chore_remains_ = more && *more;
  last_chore_ = now;
  if (!more) {
    note_upkeep(more.error());
  }
}

// On a full disk the log stays within the blocks that it has. On a slow one a checkpoint, which waits for the disk
// twice, holds up so many acknowledgements that it is made more rarely.
std::size_t Writer::most_pages() const {
  if (is_pressed()) {
    return std::min(kPressedPages, settings_.wal_pages);
  }
  return last_commit_ > kSlowCommit ? kSlowFactor * settings_.wal_pages : settings_.wal_pages;
}

void Writer::keep_log_short(bool idle) {
  if (failed_ || chore_remains_) {
    return;
  }
  const std::size_t pages = database_->wal_pages();
  if (pages >= most_pages() || (idle && pages > 0)) {
    note_upkeep(database_->checkpoint());
  }
}

void Writer::note(const Result<void>& done) {
  if (done || done.error().kind != ErrorKind::io) {
    return;
  }
  failed_ = done.error();
  if (database_->damaged() && settings_.on_damage) {
    settings_.on_damage(*failed_);
  }
}

void Writer::note_upkeep(const Result<void>& done) {
  note(done);
  if (const Full full = database_->take_full(); !done && full != Full::no && settings_.make_room) {
    settings_.make_room(full);  // the next round of upkeep finds it
  }
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
  return database_->wal_pages() > 0 ? settings_.idle : sweep();
}

Milliseconds Writer::sweep() const { return is_pressed() ? std::min(kPressedSweep, settings_.sweep) : settings_.sweep; }

bool Writer::is_pressed() const { return settings_.is_pressed && settings_.is_pressed(); }

void Writer::close() {
  if (!failed_) {
    // On a full disk the log's blocks are all that the next start can write to.
    note(is_pressed() ? database_->checkpoint() : database_->checkpoint_and_truncate());
  }
  database_.reset();
  if (!failed_ && settings_.on_closed) {
    settings_.on_closed();
  }
}

}  // namespace relay::storage
