// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

struct sqlite3_vfs;

namespace relay::storage {

// Most bytes that one write to a log takes, and that a log's buffer holds: SQLite's VFS for Unix takes 17 bits of a
// size, and a larger write comes back as "disk full" (seekAndWriteFd in its os_unix.c).
constexpr int kJoinedBytes = 124 * 1024;

// By how much the real log grows ahead of need.
constexpr int kAheadBytes = 512 * 1024;

// A VFS (https://sqlite.org/vfs.html) that joins writes to the write-ahead log. SQLite writes every page of a commit in
// two calls, header and page; here what follows on each other waits in a buffer, and goes to the VFS below in one: at
// the latest, and as a rule, when SQLite syncs the log. All other files are opened below and never seen again.
//
// Until then they are not in the file: a process that is killed takes them along. So it is for connections with
// synchronous=FULL, where a commit is a commit once its sync returned; with less, ends of the process lose commits too.
//
// Errors of a write come late: from a later write, or from the sync. That is as good, since SQLite gives up the
// transaction on an error of either, whatever the error is:
//   - the sync, and the writes of a commit, lie inside of COMMIT, which rolls back when it fails;
//   - pages that do not fit into the cache are written ahead of it (pagerStress), and a failure there leaves the pager
//     in a state where everything fails until the whole transaction was rolled back, savepoints or not;
//   - after a rollback the log ends for SQLite where the last commit ended: what it wrote behind is overwritten, never
//     read.
// Therefore bytes whose write failed are dropped. They belong to the transaction that is lost, none of them to one
// that was committed: those were synced. Kept, they would reach the file behind SQLite's back. And therefore reads
// never write: after a failed read a transaction may go on, and would commit without what the buffer lost. They see the
// buffer over the file.
//
// It also writes zeros behind what is in use, at least `ahead` bytes, so that a commit overwrites blocks that the file
// has and its sync depends on no metadata; but for the first commits of a log, and for one that needs more. A sync that
// had to commit a file's new blocks is not to be believed: when ext4 gives up a file system after an error
// (errors=remount-ro, its default), a sync that is under way returns 0 for blocks that the aborted journal then never
// names (jbd2_complete_transaction; seen with Linux 6.18, in 5 to 8 of 100 aborts). Alerts that were acknowledged on
// its word were gone. With the zeros written several commits ahead it is too late for that: the next write fails with
// EROFS. SQLite reads a log only as far as its checksums hold, and finds old frames behind the new ones in any log that
// began again. Where less than 40 MiB are free no zeros are written.
//
// `lower` outlives it; its pAppData stays as it is. One thread a connection at a time, as Database has it.
class LogWrites {
 public:
  // Registers `name`, a string that outlives it and no VFS has. Nothing is written ahead with 0 bytes.
  LogWrites(const char* name, sqlite3_vfs& lower, int ahead);
  // No connection uses it any more.
  ~LogWrites();
  LogWrites(const LogWrites&) = delete;
  LogWrites& operator=(const LogWrites&) = delete;

  // For sqlite3_open_v2.
  [[nodiscard]] const char* name() const;

 private:
  struct Vfs;
  std::unique_ptr<Vfs> vfs_;
};

}  // namespace relay::storage
