# SPDX-License-Identifier: MIT
# A commit does not wait for the disk.
set(file src/storage/settings.cpp)
set(promise P1)
set(from [=[{"synchronous", "FULL", "2"}]=])
set(to [=[{"synchronous", "NORMAL", "1"}]=])
