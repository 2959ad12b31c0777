# SPDX-License-Identifier: MIT
# The newest of the waiting alerts goes first.
set(file src/storage/backlog.cpp)
set(promise P7)
set(from [=["SELECT count(DISTINCT ifnull(repeat, -id)), min(id) FROM ("]=])
set(to [=["SELECT count(DISTINCT ifnull(repeat, -id)), max(id) FROM ("]=])
