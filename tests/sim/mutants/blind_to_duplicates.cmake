# SPDX-License-Identifier: MIT
# A webhook that comes twice is stored twice.
set(file src/storage/dedup.cpp)
set(promise P3)
set(from [=[std::chrono::abs(now - query.wall_time(1)) >= window]=])
set(to [=[std::chrono::abs(now - query.wall_time(1)) >= Milliseconds{0}]=])
