# SPDX-License-Identifier: MIT
# A place in the window is held from the start of a send, not from its answer.
set(file src/delivery/rate_window.cpp)
set(promise P4)
set(from [=[ended_.back() = std::max(ended_.back(), now);]=])
set(to [=[ended_.back() = std::max(ended_.back(), std::min(ended_.back(), now));]=])
