# SPDX-License-Identifier: MIT
# Events wait until the wall clock says what it said when it was ahead.
set(file src/storage/repeats.cpp)
set(promise P2)
set(from [=[std::min(until - moment.wall, interval)]=])
set(to [=[std::max(until - moment.wall, interval)]=])
