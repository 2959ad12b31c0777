// SPDX-License-Identifier: MIT
#include "torture/memory_limit.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace relay::torture {
namespace {

namespace fs = std::filesystem;

const char* const kVersion1 = "/sys/fs/cgroup/memory";
const char* const kVersion2 = "/sys/fs/cgroup";

bool write(const std::string& file, const std::string& text) {
  std::ofstream out(file);
  out << text << std::flush;
  return out.good();
}

// Empty where this kernel has no such file.
std::string read(const std::string& file) { return fs::exists(file) ? test::read_file(file) : std::string{}; }

// The number behind this word, or the first one; 0 without it.
std::int64_t number_in(const std::string& text, const std::string& word) {
  const std::size_t place = word.empty() ? 0 : text.find(word + " ");
  return place == std::string::npos || text.empty() ? 0 : std::strtoll(text.c_str() + place + word.size(), nullptr, 10);
}

bool is_version_1() { return fs::exists(std::string(kVersion1) + "/memory.limit_in_bytes"); }

// Made, limited, or why not.
std::string make(const std::string& path, std::uint64_t bytes) {
  std::error_code error;
  fs::create_directory(path, error);
  if (error) {
    return "no control group can be made: " + error.message();
  }
  if (write(path + (is_version_1() ? "/memory.limit_in_bytes" : "/memory.max"), std::to_string(bytes))) {
    return {};
  }
  fs::remove(path, error);
  return "the memory of a control group cannot be limited here";
}

std::string place() {
  return std::string(is_version_1() ? kVersion1 : kVersion2) + "/relay-torture-" + std::to_string(::getpid());
}

}  // namespace

std::string MemoryLimit::obstacle() {
  if (::geteuid() != 0) {
    return "it needs root";
  }
  const std::string path = place();
  std::string obstacle = make(path, 64U << 20U);
  std::error_code ignored;
  fs::remove(path, ignored);
  return obstacle;
}

MemoryLimit::MemoryLimit(std::uint64_t bytes) : path_(place()) {
  if (const std::string obstacle = make(path_, bytes); !obstacle.empty()) {
    throw std::runtime_error(obstacle);
  }
}

MemoryLimit::~MemoryLimit() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

std::string MemoryLimit::wrapper() const { return "sh -c 'echo $$ > " + path_ + "/cgroup.procs && exec \"$@\"' sh"; }

std::int64_t MemoryLimit::kills() const {
  return number_in(read(path_ + (is_version_1() ? "/memory.oom_control" : "/memory.events")), "oom_kill");
}

std::int64_t MemoryLimit::peak() const {
  return number_in(read(path_ + (is_version_1() ? "/memory.max_usage_in_bytes" : "/memory.peak")), "");
}

}  // namespace relay::torture
