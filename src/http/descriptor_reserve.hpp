// SPDX-License-Identifier: MIT
#pragma once

namespace relay::http {

// One file descriptor kept aside. When the process has run out of them, letting go of it is enough to accept and serve
// one connection at a time.
class DescriptorReserve {
 public:
  DescriptorReserve() { refill(); }
  ~DescriptorReserve() { (void)release(); }
  DescriptorReserve(const DescriptorReserve&) = delete;
  DescriptorReserve& operator=(const DescriptorReserve&) = delete;

  enum class Released { yes, was_empty };
  Released release();
  void refill();  // when it is empty and a descriptor can be had

 private:
  int descriptor_{-1};
};

}  // namespace relay::http
