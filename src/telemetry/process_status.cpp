// SPDX-License-Identifier: MIT
#include "telemetry/process_status.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace relay::telemetry {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  file >> total >> resident;
  return file ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

// The one that lists them is not counted.
std::uint64_t open_descriptors() {
  std::error_code error;
  const std::filesystem::directory_iterator listed("/proc/self/fd", error);
  return error ? 0 : static_cast<std::uint64_t>(std::distance(begin(listed), end(listed))) - 1;
}

}  // namespace

ProcessStatus process_status() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  return {seconds(used.ru_utime) + seconds(used.ru_stime), resident_bytes(), open_descriptors(), descriptors.rlim_cur};
}

}  // namespace relay::telemetry
