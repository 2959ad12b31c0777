# SPDX-License-Identifier: MIT
# A robot that took messages again and then refuses anew: its fallback is not told a second time.
set(file src/storage/copies.cpp)
set(promise fallback)
set(from [=[SET diverted_after = NULL, diverted_to = NULL WHERE name = ?]=])
set(to [=[SET diverted_after = diverted_after WHERE name = ?]=])
