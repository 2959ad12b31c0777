# SPDX-License-Identifier: MIT
# A webhook that comes twice is stored twice.
set(file src/storage/dedup.cpp)
set(promise P3)
set(from [=[std::chrono::abs(alert.received - query.wall_time(0)) >= alert.dedup_window]=])
set(to [=[std::chrono::abs(alert.received - query.wall_time(0)) >= Milliseconds{0}]=])
