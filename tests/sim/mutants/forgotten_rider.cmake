# SPDX-License-Identifier: MIT
# The last event that a message counts goes on waiting, and is shown once more.
set(file src/storage/repeats.cpp)
set(promise repeats)
set(from [=[AND rank BETWEEN 1 AND 3 AND id <= ?4 AND id <> ?2]=])
set(to [=[AND rank BETWEEN 1 AND 3 AND id < ?4 AND id <> ?2]=])
