# SPDX-License-Identifier: MIT
# A message takes its issue's events out of a digest that may have been seen.
set(file src/storage/repeats.cpp)
set(promise P2)
set(from [=[  return read_integer(database,
                      "SELECT ifnull(max(g.last), 0) FROM]=])
set(to [=[  return read_integer(database,
                      "SELECT 0 * ifnull(max(g.last), 0) FROM]=])
