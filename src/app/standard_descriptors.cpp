// SPDX-License-Identifier: MIT
#include "app/standard_descriptors.hpp"

#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

namespace relay::app {

void open_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0) {
      (void)::open("/dev/null", O_RDWR);  // takes the lowest free number, which is this one
    }
  }
}

}  // namespace relay::app
