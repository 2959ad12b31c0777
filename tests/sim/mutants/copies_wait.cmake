# SPDX-License-Identifier: MIT
# A robot that refuses, with a digest's worth waiting, sleeps through what its fallback is to get.
set(file src/pipeline/dispatcher.cpp)
set(promise fallback)
set(from [=[!options_.fallback.empty() && courier_.refuses();]=])
set(to [=[options_.fallback == "nobody" && courier_.refuses();]=])
