// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "relay/ports/clock.hpp"
#include "storage/job.hpp"

namespace relay::storage {

struct WriterSettings {
  std::size_t batch_jobs{256};
  std::size_t batch_bytes{4U << 20U};
  std::size_t wal_pages{1024};                       // a log of 4 MiB is checkpointed between two batches,
  Milliseconds idle{1'000};                          // a shorter one when nothing came for this long
  Milliseconds sweep{60'000};                        // how often there may be something to forget
  std::function<void(std::size_t jobs)> on_batch{};  // for tests; where the writer runs, after each commit
  // Posted with the outcomes of each batch that changed something: how long its transaction took, to the end of the
  // commit.
  std::function<void(std::chrono::nanoseconds)> on_commit{};
  // Where the writer runs: a write found no room, see run_batch; whether there is want of room just now, so that upkeep
  // looks after it each second; the file is damaged; it was closed in good order, and what that is to leave of its log.
  std::function<bool(Full)> make_room{};
  std::function<bool()> is_pressed{};
  std::function<void(const Error&)> on_damage{};
  std::function<void()> on_closed{};
  // Posted once when upkeep met an `io` error: no call is there to hear of it.
  std::function<void(const Error&)> on_failure{};
};

// What is done with the database: batches of jobs, each committed as one (natural group commit), and upkeep between
// them. After an `io` error it never touches the disk again; every job fails with that error (promise P10). Knows no
// thread: whoever drives it calls it from one.
class Writer {
 public:
  using Queue = std::deque<std::unique_ptr<Job>>;
  // One small step of upkeep; true while more remains. Runs when nobody waits, and once a sweep under steady load.
  using Chore = std::function<Result<bool>(Database&)>;

  // `clock` outlives this. Completions are posted through `executor`, whose context outlives this too.
  Writer(boost::asio::any_io_executor executor, const ports::Clock& clock, std::unique_ptr<Database> database,
         WriterSettings settings, Chore chore);

  // The next batch, off the front of `queue`.
  [[nodiscard]] Jobs take_from(Queue& queue) const;
  // Runs and commits them; their outcomes are posted.
  void settle(Jobs jobs);
  // Runs it outside any transaction; its outcome is posted, to whoever waits and to nobody else.
  void run_aside(std::unique_ptr<Job> job);
  // After each batch, and after a wait of patience() in which none came: `idle`.
  void look_after(bool idle);
  // How long to wait for jobs before the next upkeep.
  [[nodiscard]] Milliseconds patience() const;
  // Checkpoints and closes, as the last call. Destroying it without leaves the disk as it is.
  void close();

 private:
  // How long the commit took; empty when nothing was changed.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> run(const Jobs& jobs);
  [[nodiscard]] Milliseconds sweep() const;
  [[nodiscard]] bool is_pressed() const;
  [[nodiscard]] std::size_t most_pages() const;
  void do_chore();
  void keep_log_short(bool idle);
  void note(const Result<void>& done);
  void note_upkeep(const Result<void>& done);

  boost::asio::any_io_executor executor_;
  const ports::Clock& clock_;
  std::unique_ptr<Database> database_;
  WriterSettings settings_;
  Chore chore_;
  std::optional<Error> failed_;
  std::chrono::nanoseconds last_commit_{0};
  bool chore_remains_{true};
  BootTime last_chore_{};
};

}  // namespace relay::storage
