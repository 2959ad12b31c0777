// SPDX-License-Identifier: MIT
#include "http/descriptor_reserve.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace relay::http {

void DescriptorReserve::refill() {
  if (descriptor_ < 0) {
    descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
}

DescriptorReserve::Released DescriptorReserve::release() {
  if (descriptor_ < 0) {
    return Released::was_empty;
  }
  ::close(descriptor_);
  descriptor_ = -1;
  return Released::yes;
}

}  // namespace relay::http
