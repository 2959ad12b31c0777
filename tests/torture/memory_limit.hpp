// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace relay::torture {

// A control group of the memory controller (version 1 or 2), made for one process and removed with this object.
class MemoryLimit {
 public:
  // Why this machine has none for us; empty: it has.
  [[nodiscard]] static std::string obstacle();

  // Throws std::runtime_error.
  explicit MemoryLimit(std::uint64_t bytes);
  ~MemoryLimit();
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;

  // Words of a shell that move it in, before the program: see Subject::start.
  [[nodiscard]] std::string wrapper() const;
  // How often the kernel killed somebody in it.
  [[nodiscard]] std::int64_t kills() const;
  // The most that its processes and their files' pages took, in bytes; 0 where the kernel does not say.
  [[nodiscard]] std::int64_t peak() const;

 private:
  std::string path_;
};

}  // namespace relay::torture
