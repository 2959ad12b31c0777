// SPDX-License-Identifier: MIT
#include "torture/loop_disk.hpp"

#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <vector>

#include "support/process.hpp"

namespace relay::torture {
namespace {

// <linux/fs.h> of newer kernels: FS_IOC_SHUTDOWN and its flag that does not even write the journal.
constexpr unsigned long kShutdown = _IOR('X', 125, std::uint32_t);
constexpr std::uint32_t kWithoutJournal = 2;

std::string found_in_path(const std::string& program) {
  for (const char* folder : {"/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"}) {
    if (std::filesystem::exists(folder + program)) {
      return folder + program;
    }
  }
  return {};
}

int try_run(std::vector<std::string> words, std::string* output = nullptr) {
  words.front() = found_in_path(words.front());
  test::Process process(words);
  const int code = process.wait(std::chrono::seconds{60});
  if (output != nullptr) {
    *output = process.output();
  }
  return code;
}

void run(const std::vector<std::string>& words) {
  std::string output;
  if (try_run(words, &output) != 0) {
    throw std::runtime_error(words.front() + " failed: " + output);
  }
}

}  // namespace

std::string LoopDisk::obstacle() {
  if (::geteuid() != 0) {
    return "not root, so nothing can be mounted";
  }
  for (const char* program : {"mkfs.ext4", "mount", "umount"}) {
    if (found_in_path(program).empty()) {
      return std::string(program) + " is missing";
    }
  }
  try {
    const LoopDisk disk(16);
  } catch (const std::exception& error) {
    return std::string("no loop device can be mounted here: ") + error.what();
  }
  return {};
}

LoopDisk::LoopDisk(int mebibytes) : image_(directory_.file("disk")), mount_point_(directory_.file("mounted")) {
  test::write_file(image_, "");
  std::filesystem::resize_file(image_, static_cast<std::uintmax_t>(mebibytes) << 20U);
  run({"mkfs.ext4", "-q", "-F", "-m", "0", image_});
  std::filesystem::create_directory(mount_point_);
  mount();
}

LoopDisk::~LoopDisk() { try_run({"umount", "-l", mount_point_}); }

void LoopDisk::mount() const { run({"mount", "-o", "loop", image_, mount_point_}); }

void LoopDisk::unmount() const { run({"umount", mount_point_}); }

void LoopDisk::cut_power() const {
  const int directory = ::open(mount_point_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  std::uint32_t flag = kWithoutJournal;
  const int done = ::ioctl(directory, kShutdown, &flag);
  ::close(directory);
  if (done != 0) {
    throw std::runtime_error("FS_IOC_SHUTDOWN failed");
  }
}

void LoopDisk::turn_read_only() const { try_run({"mount", "-o", "remount,abort", mount_point_}); }

bool LoopDisk::takes_files() const {
  const int probe = ::open(file("probe").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const bool taken = probe >= 0 && ::write(probe, "x", 1) == 1 && ::fsync(probe) == 0;
  if (probe >= 0) {
    ::close(probe);
  }
  return taken;
}

void LoopDisk::fill() const {
  const int filler = ::open(file("filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  // In ever smaller steps, until not a block is left.
  for (off_t step = 16U << 20U; step >= 512;) {
    const off_t end = ::lseek(filler, 0, SEEK_END);
    if (::posix_fallocate(filler, end, step) != 0) {
      static_cast<void>(::ftruncate(filler, end));
      step /= 2;
    }
  }
  ::fsync(filler);
  ::close(filler);
}

void LoopDisk::unfill() const { ::unlink(file("filler").c_str()); }

std::uint64_t LoopDisk::free_bytes() const {
  struct statvfs found {};
  ::statvfs(mount_point_.c_str(), &found);
  return found.f_bavail * found.f_frsize;
}

}  // namespace relay::torture
