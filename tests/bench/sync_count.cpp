// SPDX-License-Identifier: MIT
#include "bench/sync_count.hpp"

#include <atomic>
#include <sys/syscall.h>
#include <unistd.h>

namespace relay::bench {
namespace {

std::atomic<std::uint64_t> syncs{0};

}  // namespace

std::uint64_t sync_count() { return syncs; }

}  // namespace relay::bench

// These stand before libc's for every shared library of the process, SQLite among them.
extern "C" int fdatasync(int descriptor) {
  ++relay::bench::syncs;
  return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

extern "C" int fsync(int descriptor) {
  ++relay::bench::syncs;
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}
