# SPDX-License-Identifier: MIT
# The newest of the waiting alerts goes first.
set(file src/storage/backlog.cpp)
set(promise P7)
set(from [=["SELECT count(*), min(id) FROM ("]=])
set(to [=["SELECT count(*), max(id) FROM ("]=])
