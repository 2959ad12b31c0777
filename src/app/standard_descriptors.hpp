// SPDX-License-Identifier: MIT
#pragma once

namespace relay::app {

// Opens /dev/null on each of 0, 1 and 2 that is closed. Else the next file or socket would get that number, and the log
// would be written into it.
void open_standard_descriptors();

}  // namespace relay::app
